import { fileURLToPath } from 'node:url';

export interface Bundle {
  readonly script: Uint8Array;
  readonly style: Uint8Array;
}

const PAGE = fileURLToPath(new URL('page/', import.meta.url));

/**
 * The page's script and style, each in one file with the libraries it uses. Made in memory: there is nothing to build
 * before a start, and nothing of others is committed. Throws when the page's own code does not parse.
 */
export async function bundlePage(): Promise<Bundle> {
  const { build, stop } = await import('esbuild');
  const { outputFiles } = await build({
    entryPoints: { app: `${PAGE}main.tsx`, style: `${PAGE}page.css` },
    outdir: '/',
    bundle: true,
    write: false,
    minify: true,
    format: 'esm',
    target: 'es2022',
    charset: 'utf8',
    legalComments: 'inline',
    logLevel: 'silent',
    tsconfig: `${PAGE}tsconfig.json`,
    // Its process would wait for more as long as ours lives, and this was all.
  }).finally(stop);
  const made = (name: string): Uint8Array => {
    const file = outputFiles.find(({ path }) => path.endsWith(name));
    if (!file) throw new Error(`no ${name} was bundled`);
    return file.contents;
  };
  return { script: made('app.js'), style: made('style.css') };
}
