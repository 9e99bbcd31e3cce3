import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { Pool } from 'pg';
import { eraseDataFolder } from '../../gateway/embedded/erase-data-folder.ts';
import { openEmbedded } from '../../gateway/open-embedded.ts';
import type { Embedded } from '../../gateway/open-embedded.ts';
import { seedSample } from '../../gateway/sample-seed.ts';
import { createLog } from '../../gateway/telemetry/log.ts';
import { median, quantile, reported } from './measure.ts';
import type { Bench } from './measure.ts';

const ASSOCIATIONS = 100;
const LIVES_A_POLICY = 20;
const ROUNDS = 60;
const WARM_UP = 10;

/** The reference query over all three houses, as a regulator asks it. */
const QUERY = `query Reference {
  associations(first: ${ASSOCIATIONS}) { edges { node { id licenseNumber name { ar en }
    accreditation { state level validTo }
    policies(first: 1) { edges { node { policyNumber inceptionDate expiryDate
      coverages(first: ${LIVES_A_POLICY}) { edges { node { state effectiveFrom effectiveTo policyClass
        member { id nationalIdMasked birthDate sex relationship } } } } } } } } } }
}`;

/** The reference query through the embedded graph, beside hand-written SQL and JSON.stringify, in turn in one run. */
export const bench: Bench = async (say) => {
  const dataDir = await mkdtemp(`${tmpdir()}/wasq-bench-`);
  await chmod(dataDir, 0o755);
  let statements = 0;
  const embedded = await openEmbedded({ dataDir, databaseUrl: null }, createLog('silent'), { onStatement: () => (statements += 1) });
  const pools = poolsOf(embedded);
  try {
    await seedSample(embedded, { associations: ASSOCIATIONS });
    const token = await embedded.issuer.mint({ subject: 'bench', organisation: 'regulator', roles: ['regulator'], ttl: 3_600 });
    const graph = async (): Promise<string> => JSON.stringify(await embedded.gateway.execute({ query: QUERY }, { authorization: `Bearer ${token}` }));
    const sql = (): Promise<string> => handWritten(pools);

    const answer = await graph();
    const { errors } = JSON.parse(answer) as { errors?: { message: string }[] };
    if (errors !== undefined) throw new Error(`The reference query failed: ${errors[0]?.message}`);
    const lives = answer.split('"nationalIdMasked"').length - 1;
    const livesBySql = (await sql()).split('"nationalIdMasked"').length - 1;
    if (lives !== livesBySql) throw new Error(`The graph answered ${lives} lives, the hand-written SQL ${livesBySql}.`);
    statements = 0;
    await graph();
    const counted = statements;
    say(`${ASSOCIATIONS} associations, ${lives} lives in the answer (${Math.round(answer.length / 1024)} KB), ${counted} SQL statements`);

    const graphMs: number[] = [];
    const sqlMs: number[] = [];
    for (let round = -WARM_UP; round < ROUNDS; round += 1) {
      const [byGraph, bySql] = [await timed(graph), await timed(sql)];
      if (round < 0) continue;
      graphMs.push(byGraph);
      sqlMs.push(bySql);
    }
    return [
      reported('reference query, embedded, p50', quantile(graphMs, 0.5), 'ms'),
      reported('reference query, embedded, p99', quantile(graphMs, 0.99), 'ms'),
      reported('the same by hand-written SQL, p50', quantile(sqlMs, 0.5), 'ms'),
      reported('the same by hand-written SQL, p99', quantile(sqlMs, 0.99), 'ms'),
      reported('graph against hand-written SQL, median of rounds', median(graphMs.map((ms, round) => ms / (sqlMs[round] as number))), 'times'),
      reported('SQL statements of the reference query', counted, 'statements'),
    ];
  } finally {
    await Promise.all(Object.values(pools).map((pool) => pool.end()));
    await embedded.close();
    await eraseDataFolder(`${dataDir}/postgres`);
    await rm(dataDir, { recursive: true, force: true });
  }
};

async function timed(work: () => Promise<string>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

function poolsOf({ databases }: Embedded): Record<'associations' | 'regulation' | 'insurers', Pool> {
  const pool = (house: string): Pool => new Pool({ connectionString: databases.get(house)?.appUrl, max: 4 });
  return { associations: pool('associations'), regulation: pool('regulation'), insurers: pool('insurers') };
}

interface Row { readonly [column: string]: unknown }

/**
 * The same answer by one statement a house (two for the associations house: whose lives to read is known only from the
 * insurers' answer), joined by hand. No identity, no rights, no masking: the limit, not an alternative.
 */
async function handWritten({ associations, regulation, insurers }: ReturnType<typeof poolsOf>): Promise<string> {
  const rows = (await associations.query<Row>('SELECT id, license_number, name_ar, name_en FROM association ORDER BY license_number LIMIT $1', [ASSOCIATIONS])).rows;
  const ids = rows.map(({ id }) => id);
  const [accredited, covered] = await Promise.all([
    regulation.query<Row>("SELECT subject_id, state, level, valid_to::text FROM accreditation WHERE kind = 'ASSOCIATION' AND subject_id = ANY($1)", [ids]),
    insurers.query<Row>(
      `SELECT p.association_id, p.policy_number, p.inception_date::text, p.expiry_date::text, c.member_id, c.effective_from, c.effective_to, c.policy_class
       FROM unnest($1::uuid[]) AS a (id)
       CROSS JOIN LATERAL (SELECT * FROM policy WHERE association_id = a.id ORDER BY issued_at DESC, id DESC LIMIT 1) p
       CROSS JOIN LATERAL (
         SELECT coverage.member_id, v.effective_from::text, v.effective_to::text, v.policy_class
         FROM coverage_version v JOIN coverage ON coverage.id = v.coverage_id
         WHERE v.policy_id = p.id AND v.recorded_to IS NULL AND v.effective_from <= current_date AND (v.effective_to IS NULL OR v.effective_to >= current_date)
         ORDER BY v.coverage_id LIMIT $2) c`, [ids, LIVES_A_POLICY]),
  ]);
  const members = new Map((await associations.query<Row>(
    'SELECT id, id_tail, birth_date::text, sex, relationship FROM member WHERE id = ANY($1)', [covered.rows.map(({ member_id: id }) => id)])).rows.map((row) => [row['id'], row]));
  const accreditations = new Map(accredited.rows.map((row) => [row['subject_id'], row]));
  const byAssociation = new Map<unknown, Row[]>();
  for (const row of covered.rows) byAssociation.set(row['association_id'], [...(byAssociation.get(row['association_id']) ?? []), row]);
  return JSON.stringify({ data: { associations: { edges: rows.map((row) => {
    const accreditation = accreditations.get(row['id']);
    const lives = byAssociation.get(row['id']) ?? [];
    return { node: {
      id: row['id'], licenseNumber: row['license_number'], name: { ar: row['name_ar'], en: row['name_en'] },
      accreditation: { state: accreditation?.['state'], level: accreditation?.['level'], validTo: accreditation?.['valid_to'] },
      policies: { edges: [{ node: {
        policyNumber: lives[0]?.['policy_number'], inceptionDate: lives[0]?.['inception_date'], expiryDate: lives[0]?.['expiry_date'],
        coverages: { edges: lives.map((life) => {
          const member = members.get(life['member_id']);
          return { node: {
            state: 'ACTIVE', effectiveFrom: life['effective_from'], effectiveTo: life['effective_to'], policyClass: life['policy_class'],
            member: { id: member?.['id'], nationalIdMasked: `*******${String(member?.['id_tail'])}`, birthDate: member?.['birth_date'], sex: member?.['sex'], relationship: member?.['relationship'] },
          } };
        }) },
      } }] },
    } };
  }) } } });
}
