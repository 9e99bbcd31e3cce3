// Loaded into a process by --import: writes what it connects to, looks up or starts, a line each, before it does so.
import { appendFileSync } from 'node:fs';
import childProcess from 'node:child_process';
import dgram from 'node:dgram';
import dns from 'node:dns';
import { syncBuiltinESMExports } from 'node:module';
import net from 'node:net';

type Anything = (this: unknown, ...given: unknown[]) => unknown;

function record(line: string): void {
  appendFileSync(process.env['RECORD_TO'] ?? '', `${line}\n`);
}

/** Puts `name` of `owner` behind a line in the record; `lineOf` answers null for what is not worth one. */
function watch(owner: object, name: string, lineOf: (given: readonly unknown[]) => string | null): void {
  const methods = owner as Record<string, Anything>;
  const original = methods[name];
  if (!original) throw new Error(`There is no ${name} to watch.`);
  methods[name] = function watched(...given) {
    const line = lineOf(given);
    if (line !== null) record(line);
    return original.apply(this, given);
  };
}

watch(net.Socket.prototype, 'connect', (given) => {
  const [first] = Array.isArray(given[0]) ? given[0] as unknown[] : given;
  const { path, host = 'localhost', port } = Object(first) as { readonly path?: string; readonly host?: string; readonly port?: number };
  return `connect ${typeof first === 'object' ? path ?? `${host}:${port}` : given.slice(0, 2).join(':')}`;
});
watch(dgram.Socket.prototype, 'send', () => 'datagram');
for (const owner of [dns, dns.promises]) {
  for (const name of ['lookup', 'resolve', 'resolve4', 'resolve6', 'resolveAny', 'resolveTxt', 'resolveSrv']) {
    // An address is not looked up, though node passes it through.
    watch(owner, name, ([host]) => (net.isIP(String(host)) === 0 ? `${name} ${String(host)}` : null));
  }
}
for (const name of ['spawn', 'exec', 'execFile', 'fork', 'spawnSync', 'execSync', 'execFileSync']) {
  watch(childProcess, name, ([file]) => `${name} ${String(file)}`);
}
syncBuiltinESMExports();
