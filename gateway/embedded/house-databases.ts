import { Client } from 'pg';

/** Where one house finds its database: as the role that changes tables, and as the role that changes rows. */
export interface HouseDatabase {
  readonly migratorUrl: string;
  readonly appUrl: string;
}

/**
 * Makes sure that every house has a database and a pair of roles of its own on this server. The app role of one house
 * cannot connect to another's database, so "no house reads another's table" holds below the code as well.
 */
export async function prepareHouseDatabases(
  adminUrl: string,
  houses: readonly string[],
  passwords: Readonly<Record<string, string>>,
): Promise<ReadonlyMap<string, HouseDatabase>> {
  const admin = new Client({ connectionString: adminUrl });
  await admin.connect();
  try {
    for (const house of houses) await prepare(admin, house, passwords);
  } finally {
    await admin.end();
  }
  return new Map(houses.map((house) => [house, {
    migratorUrl: urlFor(adminUrl, house, `${house}_migrator`, passwords),
    appUrl: urlFor(adminUrl, house, `${house}_app`, passwords),
  }]));
}

async function prepare(admin: Client, house: string, passwords: Readonly<Record<string, string>>): Promise<void> {
  for (const role of [`${house}_migrator`, `${house}_app`]) {
    const { rowCount } = await admin.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [role]);
    const password = admin.escapeLiteral(passwords[role] ?? '');
    await admin.query(`${rowCount === 0 ? 'CREATE' : 'ALTER'} ROLE ${admin.escapeIdentifier(role)} LOGIN PASSWORD ${password}`);
  }
  const database = admin.escapeIdentifier(house);
  const { rowCount } = await admin.query('SELECT 1 FROM pg_database WHERE datname = $1', [house]);
  if (rowCount === 0) await admin.query(`CREATE DATABASE ${database} OWNER ${admin.escapeIdentifier(`${house}_migrator`)}`);
  await admin.query(`REVOKE ALL ON DATABASE ${database} FROM PUBLIC`);
  await admin.query(`GRANT CONNECT, TEMPORARY ON DATABASE ${database} TO ${admin.escapeIdentifier(`${house}_app`)}`);
}

function urlFor(adminUrl: string, database: string, role: string, passwords: Readonly<Record<string, string>>): string {
  const url = new URL(adminUrl);
  url.username = role;
  url.password = passwords[role] ?? '';
  url.pathname = `/${database}`;
  return url.href;
}
