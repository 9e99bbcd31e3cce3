import { EmbeddedPostgresError, PortTakenError } from './embedded-postgres-error.ts';

/** Says in one sentence why a server ended while it was starting, from the last lines it wrote. */
export function startFailure(lines: readonly string[], at: { port: number; dataDir: string; code: number | null }): EmbeddedPostgresError {
  const bind = lines.find((line) => line.includes('could not bind'));
  if (bind?.includes('Address already in use')) {
    return new PortTakenError(`Port ${at.port} on 127.0.0.1 is taken by another program: stop it, or choose another port for PostgreSQL.`);
  }
  if (bind !== undefined) {
    return new EmbeddedPostgresError(`PostgreSQL cannot listen on port ${at.port} of 127.0.0.1: ${bind.split(': ').at(-1)}.`);
  }
  if (lines.some((line) => line.includes('lock file "postmaster.pid" already exists'))) {
    return new EmbeddedPostgresError(`Another PostgreSQL already runs on the data folder ${at.dataDir}: stop it, or name another folder.`);
  }
  const said = lines.findLast((line) => /^(FATAL|PANIC):/.test(line)) ?? lines.at(-1) ?? `exit code ${at.code}`;
  return new EmbeddedPostgresError(`PostgreSQL could not start on the data folder ${at.dataDir}: ${said.replace(/^[A-Z]+:\s+/, '')}.`);
}
