import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CompositionError } from './composition-error.ts';
import { generateFiles } from './generated-files.ts';
import type { GeneratedFile } from './generated-files.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');

async function write(files: readonly GeneratedFile[]): Promise<void> {
  for (const { path, text } of files) {
    if ((await read(path)) === text) continue;
    await mkdir(dirname(`${ROOT}/${path}`), { recursive: true });
    await writeFile(`${ROOT}/${path}`, text);
    console.log(`wrote ${path}`);
  }
}

async function check(files: readonly GeneratedFile[]): Promise<void> {
  for (const { path, text } of files) {
    const committed = await read(path);
    if (committed === text) continue;
    console.error(`${path} ${committed === null ? 'is missing' : 'is not what its sources make'}: run \`npm run schema\` and commit it.`);
    process.exitCode = 1;
  }
}

async function read(path: string): Promise<string | null> {
  try {
    return await readFile(`${ROOT}/${path}`, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

const COMMANDS = new Map([['write', write], ['check', check]]);
const command = COMMANDS.get(process.argv[2] ?? '');
if (!command) {
  console.error('Say what to do with the generated files: write or check.');
  process.exitCode = 2;
} else {
  try {
    const { files, hints } = await generateFiles(ROOT);
    for (const { code, coordinate, message } of hints) console.error(`hint ${code}${coordinate ? ` ${coordinate}` : ''}: ${message}`);
    await command(files);
  } catch (error) {
    if (!(error instanceof CompositionError)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}
