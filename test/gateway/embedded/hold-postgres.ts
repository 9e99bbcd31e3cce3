/** A process of its own that holds a database until it is killed: `hold-postgres.ts <data folder>` prints the URL. */
import { startPostgres } from '../../../gateway/embedded/postgres.ts';

const server = await startPostgres({ dataDir: process.argv[2] ?? '', durable: false });
process.stdout.write(`${server.adminUrl}\n`);
setInterval(() => undefined, 60_000);
