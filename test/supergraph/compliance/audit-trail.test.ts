import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { sampleRequest, seedSample } from '../../../gateway/sample-seed.ts';
import { generateSample } from '../../../gateway/sample/generate.ts';
import { startGraph } from '../../kit/graph.ts';
import type { TestGraph } from '../../kit/graph.ts';
import { startProcess } from '../../kit/process.ts';

/* The trail of all houses as the regulator reads it, the anchors, and the command that walks it after somebody's hand was in it. */

const SIZE = { associations: 2, employees: 12 };
const sample = generateSample(sampleRequest(SIZE));
const [association] = sample.associations;

let graph: TestGraph;
beforeAll(async () => {
  graph = await startGraph();
  await seedSample(graph, SIZE);
}, 120_000);
afterAll(() => graph.dispose(), 60_000);

const HOUSES = ['associations', 'insurers', 'registry', 'regulation'] as const;

interface Entry { readonly seq: string; readonly subject: string; readonly roles: string[]; readonly onBehalfOf: string | null; readonly purpose: string | null; readonly entity: string; readonly entityId: string; readonly action: string; readonly reason: string | null; readonly facts: { readonly value: string }[] }
type Page = { readonly edges: { readonly cursor: string; readonly node: Entry }[]; readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null } } | null;

async function trail(house: string, filter: object, page = 'first: 20'): Promise<Page> {
  const query = `query ($filter: AuditFilter) { auditTrail { ${house}(${page}, filter: $filter) { edges { cursor node { seq at subject organisation roles onBehalfOf purpose entity entityId action from to reason facts { name value source } hash } } pageInfo { hasNextPage endCursor } } } }`;
  const { data, errors } = await graph.ask('regulator', query, { filter });
  if (errors !== undefined) throw new Error(JSON.stringify(errors));
  return (data as unknown as { auditTrail: Record<string, Page> }).auditTrail[house] as Page;
}

async function sql(house: string, text: string, values: unknown[] = []): Promise<{ rows: Record<string, unknown>[] }> {
  const client = new pg.Client({ connectionString: graph.databases.get(house)?.migratorUrl });
  await client.connect();
  try {
    return await client.query(text, values) as { rows: Record<string, unknown>[] };
  } finally {
    await client.end();
  }
}

/** Somebody with every right on a house's database. */
const byHand = (house: string, text: string): Promise<unknown> => sql(house, `ALTER TABLE audit_entry DISABLE TRIGGER USER; ${text}; ALTER TABLE audit_entry ENABLE TRIGGER USER`);

async function anchor(): Promise<void> {
  const before = (await sql('regulation', 'SELECT house FROM audit_anchor')).rows.length;
  await sql('regulation', `SELECT graphile_worker.add_job('anchor-audit', '{}'::json)`);
  await graph.until('regulator', '{ auditTrail { anchors(first: 100) { edges { node { house } } } } }', {}, (data) => (data as { auditTrail: { anchors: { edges: unknown[] } } }).auditTrail.anchors.edges.length > before);
}

async function verify(): Promise<{ code: number | null; output: string }> {
  const env = Object.fromEntries(HOUSES.map((house) => [`${house.toUpperCase()}_DATABASE_URL`, graph.databases.get(house)?.appUrl ?? '']));
  const run = startProcess(['gateway/audit/main.ts', 'verify'], env);
  return { code: await run.ended, output: run.output() + run.errors() };
}

const register = (licenseNumber: string) => graph.tell<{ association: { id: string } | null }>('council', 'registerAssociation', 'RegisterAssociationInput', {
  licenseNumber, nameAr: 'جمعية', nameEn: 'Association', region: 'SA-01', city: 'Riyadh',
}, 'association { id }');

describe('the audit trail', () => {
  it('says who did what, as what, for whom', async () => {
    const { association: made } = await register('NCNP-77001');
    const page = await trail('associations', { entityId: made?.id });
    expect(page?.edges.map(({ node }) => node)).toMatchObject([{ subject: 'council:council', roles: ['council'], onBehalfOf: `association:${made?.id}`, entity: 'Association', entityId: made?.id }]);
  });

  it('is paged newest first and filtered by every part', async () => {
    for (const licence of ['NCNP-77002', 'NCNP-77003', 'NCNP-77004']) await register(licence);
    const first = await trail('associations', { subject: 'council:council' }, 'first: 2');
    const next = await trail('associations', { subject: 'council:council' }, `first: 2, after: "${first?.pageInfo.endCursor}"`);
    const seqs = [...first?.edges ?? [], ...next?.edges ?? []].map(({ node }) => Number(node.seq));
    expect(seqs).toHaveLength(4);
    expect(seqs).toEqual([...seqs].sort((a, b) => b - a));
    expect((await trail('associations', { action: 'NEVER' }))?.edges).toEqual([]);
    expect((await trail('associations', { entity: 'Association', to: '2020-01-01T00:00:00Z' }))?.edges).toEqual([]);
    expect((await trail('associations', { entity: 'Association', from: '2020-01-01T00:00:00Z' }))?.edges.length).toBeGreaterThan(3);
    expect((await trail('associations', { seqs: seqs.slice(1, 3).map(String) }))?.edges.map(({ node }) => Number(node.seq))).toEqual(seqs.slice(1, 3));
    expect((await trail('associations', { seqs: [] }))?.edges).toEqual([]);
    await expect(trail('associations', { seqs: ['first'] })).rejects.toThrow('INVALID_INPUT');
    await expect(trail('associations', {}, 'first: 2, after: "WyJ4Il0"')).rejects.toThrow('INVALID_INPUT');
  });

  it('gives a part a house in one query, to the regulator alone', async () => {
    const all = `{ auditTrail { ${HOUSES.map((house) => `${house}(first: 1) { edges { node { seq } } }`).join(' ')} } }`;
    const { data, errors } = await graph.ask('regulator', all);
    expect(errors).toBeUndefined();
    expect(Object.keys((data as unknown as { auditTrail: object }).auditTrail).sort()).toEqual([...HOUSES]);
    for (const role of ['council', 'association_officer', 'insurer_officer', 'review_body', 'member', 'partner'] as const) {
      const refused = await graph.ask(role, all);
      expect(JSON.stringify(refused.data ?? null)).not.toContain('seq');
      expect(refused.errors?.length).toBeGreaterThan(0);
    }
  });

  it('has readings of personal data with their purpose, and finds them by the person', async () => {
    const query = 'query ($id: ID!) { association(id: $id) { roster(first: 3) { edges { node { id fullName { ar } } } } } }';
    const { data, errors } = await graph.ask('regulator', query, { id: association?.id });
    expect(errors).toBeUndefined();
    const ids = (data as unknown as { association: { roster: { edges: { node: { id: string } }[] } } }).association.roster.edges.map(({ node }) => node.id);
    const found = await trail('associations', { entityId: ids[1], action: 'READ' });
    expect(found?.edges.map(({ node }) => node)).toMatchObject([{ action: 'READ', purpose: 'test', reason: 'fullName', roles: ['regulator'] }]);
    expect(JSON.parse(found?.edges[0]?.node.facts[0]?.value ?? '')).toEqual(ids);
  });
});

describe('npm run audit -- verify', () => {
  it('walks all houses and holds them against their anchors', async () => {
    await anchor();
    const { code, output } = await verify();
    expect([code, output.match(/entries, whole/g)?.length]).toEqual([0, 4]);
    expect(output).toMatch(/associations: \d+ entries, whole; 1 anchors hold/);
  }, 60_000);

  it('names the first entry that somebody changed, and is whole again when it is put back', async () => {
    await byHand('associations', `UPDATE audit_entry SET subject = 'x' || subject WHERE seq = 2`);
    const { code, output } = await verify();
    expect(code).toBe(1);
    expect(output).toMatch(/associations: BROKEN\. Entry 2 \(.*\) was changed\. 1 entries before it are whole\./);
    expect(output.match(/entries, whole/g)).toHaveLength(3);
    await byHand('associations', `UPDATE audit_entry SET subject = substr(subject, 2) WHERE seq = 2`);
    expect((await verify()).code).toBe(0);
  }, 60_000);

  it('finds by its anchor that a chain lost its end', async () => {
    await register('NCNP-77005');
    await anchor();
    const { rows: [last] } = await sql('associations', 'SELECT max(seq) AS seq FROM audit_entry');
    await byHand('associations', `CREATE TABLE kept AS SELECT * FROM audit_entry WHERE seq = ${String(last?.['seq'])}; DELETE FROM audit_entry WHERE seq = ${String(last?.['seq'])}`);
    const { code, output } = await verify();
    expect(code).toBe(1);
    expect(output).toContain(`associations: BROKEN. Entry ${String(last?.['seq'])} is gone with all that followed`);
    await byHand('associations', 'INSERT INTO audit_entry SELECT * FROM kept; DROP TABLE kept');
    expect((await verify()).code).toBe(0);
  }, 60_000);

  it('finds an anchor that somebody moved', async () => {
    await sql('regulation', `ALTER TABLE audit_anchor DISABLE TRIGGER USER; UPDATE audit_anchor SET hash = sha256('x') WHERE house = 'associations' AND seq = (SELECT max(seq) FROM audit_anchor WHERE house = 'associations'); ALTER TABLE audit_anchor ENABLE TRIGGER USER`);
    const { code, output } = await verify();
    expect(code).toBe(1);
    expect(output).toMatch(/regulation: BROKEN\. The anchor of associations at \d+ is not what was put down/);
  }, 60_000);

  it('says so when it cannot walk', async () => {
    const run = startProcess(['gateway/audit/main.ts', 'verify'], { ASSOCIATIONS_DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' });
    expect(await run.ended).toBe(2);
    expect(run.errors()).toMatch(/could not be walked/);
  }, 60_000);
});
