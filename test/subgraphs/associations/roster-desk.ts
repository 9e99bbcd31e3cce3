import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import type { DataSource } from 'typeorm';
import { openDatabase } from '../../../subgraphs/kit/database.ts';
import { createFieldCipher } from '../../../subgraphs/kit/field-cipher.ts';
import { newId } from '../../../subgraphs/kit/identifier.ts';
import { KIT_MIGRATIONS } from '../../../subgraphs/kit/kit-migrations.ts';
import { migrate } from '../../../subgraphs/kit/migrate.ts';
import type { HouseServices } from '../../../subgraphs/kit/request-context.ts';
import { insertAssociation } from '../../../subgraphs/associations/store/association-rows.ts';
import { handleUpload } from '../../../subgraphs/associations/store/receive-upload.ts';
import { insertRosterImport } from '../../../subgraphs/associations/store/roster-imports.ts';
import { MIGRATIONS } from '../../../subgraphs/associations/store/migrations.ts';
import { ROSTER_TABLES } from '../../../subgraphs/associations/store/roster-tables.ts';
import { uploadAddress } from '../../../subgraphs/associations/store/upload-address.ts';

/** The part of the house that takes roster files in, behind real HTTP, on a database of its own. */
export interface RosterDesk {
  readonly url: string;
  readonly database: DataSource;
  readonly services: HouseServices;
  /** Lines of log, as JSON. */
  readonly log: readonly string[];
  addAssociation(): Promise<string>;
  /** A signed address for one file of this association. */
  address(associationId: string, options?: { readonly expiresAt?: Date }): Promise<{ readonly id: string; readonly url: string }>;
  /** Sends a file and answers what the house said. */
  send(associationId: string, csv: string | Buffer): Promise<{ readonly status: number; readonly body: UploadAnswer }>;
  close(): Promise<void>;
}

export interface UploadAnswer {
  readonly id: string;
  readonly state: string;
  readonly linesRead: number;
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly rejected: number;
  readonly problem: { readonly code: string; readonly message: { readonly en: string; readonly ar: string } } | null;
}

export interface DeskOptions {
  readonly databaseUrl: string;
  readonly fieldKey?: Buffer;
  readonly now?: () => Date;
  readonly onStatement?: (sql: string) => void;
}

export async function openRosterDesk({ databaseUrl, fieldKey = randomBytes(32), now = () => new Date(), onStatement }: DeskOptions): Promise<RosterDesk> {
  const log: string[] = [];
  const database = await openDatabase({
    url: databaseUrl, tables: ROSTER_TABLES, migrations: [...KIT_MIGRATIONS, ...MIGRATIONS], ...(onStatement && { onStatement }),
  });
  await migrate(database, { url: databaseUrl, mode: 'SANDBOX' });
  const services: HouseServices = {
    database,
    graph: { ask: () => Promise.reject(new Error('nobody is asked while a roster comes in')) },
    cipher: createFieldCipher(fieldKey),
    mode: 'SANDBOX',
    log: pino({ level: 'info' }, { write: (line: string) => void log.push(line) }),
    now,
  };
  const handle = handleUpload(services);
  const server = createServer((request, response) => {
    handle(request, response).then(
      (ours) => ours || response.writeHead(404).end(),
      () => response.writeHead(500).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const desk: RosterDesk = {
    url,
    database,
    services,
    log,
    async addAssociation() {
      const id = newId();
      await insertAssociation(database.manager, { id, licenseNumber: `NCNP-${id}`, nameAr: 'جمعية', nameEn: 'Association', region: 'SA-01', city: 'Riyadh' });
      return id;
    },
    async address(associationId, { expiresAt = new Date(now().getTime() + 3_600_000) } = {}) {
      const row = { associationId, id: newId(), requestedBy: 'an officer', requestedAt: now(), expiresAt };
      await insertRosterImport(database.manager, row);
      return { id: row.id, url: uploadAddress(services.cipher, url, row) };
    },
    async send(associationId, csv) {
      const answer = await fetch((await desk.address(associationId)).url, { method: 'PUT', body: typeof csv === 'string' ? csv : new Uint8Array(csv) });
      return { status: answer.status, body: (await answer.json()) as UploadAnswer };
    },
    async close() {
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
      await database.destroy();
    },
  };
  return desk;
}
