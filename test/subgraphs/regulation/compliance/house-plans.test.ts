import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { openDatabase } from '../../../../subgraphs/kit/database.ts';
import { poll } from '../../../bench/compliance/poll.ts';
import { REGULATOR_READS } from '../../../bench/compliance/regulator-reads.ts';
import { readPlans } from '../../../bench/compliance/read-plans.ts';
import { startGraph } from '../../../kit/graph.ts';
import type { TestGraph } from '../../../kit/graph.ts';
import { fillLargeModel } from './large-model.ts';

/** The first of the large model's associations, insurers and lives. */
const FIRST = '00000000-0000-4000-8000-000000000001';
const IDS = { insurerId: FIRST, associationId: FIRST, day: '2026-03-01', past: '2025-01-25' };

const id = (n: string): string => `('00000000-0000-4000-8000-' || lpad(to_hex(${n}), 12, '0'))::uuid`;

/** What the house keeps besides the model, as long as a few years make it. */
const RECORDS = [
  `INSERT INTO eligibility_decision (id, association_id, batch_id, line_id, member_id, maintenance_type, outcome, applies_on, rules_evaluated, facts, decided_at, tell_problems, version)
   SELECT ${id('n')}, ${id('1 + n % 500')}::text, ${id('1 + n % 900')}::text, n::text, ${id('n')}::text, 'ADD', 'ELIGIBLE', '2026-01-01', '[]', '[]', now(), '{}', 1 FROM generate_series(1, 25000) n`,
  `INSERT INTO accreditation (id, kind, subject_id, state, valid_from, valid_to, facts, rules_evaluated, version)
   SELECT ${id('n')}, CASE WHEN n % 500 = 0 THEN 'INSURER' ELSE 'ASSOCIATION' END, ${id('n')}::text, 'ACCREDITED', '2024-01-01', '2028-01-01', '[]', '[]', 1 FROM generate_series(1, 25000) n`,
  `INSERT INTO inspection (id, owner, organisation, title, severity, state, opened_at, due_at, version)
   SELECT ${id('n')}, 'ASSOCIATIONS', ${id('1 + n % 500')}::text, 'seen', 1, 'OPEN', now(), now() + interval '9 days', 1 FROM generate_series(1, 25000) n`,
  `INSERT INTO complaint (id, tender_id, complainant, grounds, state, filed_at, version) SELECT ${id('n')}, ${id('1 + n % 900')}::text, '${FIRST}', 'grounds', 'FILED', now(), 1 FROM generate_series(1, 25000) n`,
  `INSERT INTO compliance_evaluation (id, asked_by, on_date, state, evaluated, opened, changed, closed, asked_at, ended_at)
   SELECT ${id('n')}, 'timer', '2026-01-01', 'ENDED', 1, 1, 1, 1, now(), now() FROM generate_series(1, 25000) n`,
  `INSERT INTO audit_entry (seq, at, subject, entity, entity_id, action, to_state, previous_hash, hash)
   SELECT (SELECT max(seq) FROM audit_entry) + n, now(), 'somebody', 'Finding', ${id('n')}::text, 'OPEN', 'OPEN', '\\x00', '\\x00' FROM generate_series(1, 25000) n`,
];


const READS: readonly { readonly document: string; readonly names: readonly (keyof typeof IDS)[] }[] = [
  ...REGULATOR_READS,
  { document: `{ inspectionCases { edges { node { state notes { text } history { action } association { id } finding { ruleId } } } }
    accreditations { edges { node { state history { action } } } } auditTrail { regulation { edges { node { action } } } anchors { edges { node { hash } } } } }`, names: [] },
  { document: 'query ($associationId: ID!) { association(id: $associationId) { accreditation { state history { action } } findings { edges { node { history { action } rule { id } } } } } }', names: ['associationId'] },
];

describe('every statement of the house', () => {
  let graph: TestGraph;
  let database: DataSource;
  const heard = new Set<string>();
  let listens = false;

  const ask = async (document: string, names: readonly (keyof typeof IDS)[]): Promise<void> => {
    const { errors } = await graph.ask('regulator', document, Object.fromEntries(names.map((name) => [name, IDS[name]])));
    // The other houses know none of the associations and lives that the model was filled with.
    const own = (errors ?? []).filter(({ extensions }) => extensions?.['code'] === 'GRAPHQL_VALIDATION_FAILED' || extensions?.['code'] === 'INTERNAL_SERVER_ERROR');
    expect({ document, own }).toEqual({ document, own: [] });
  };
  /** Longer than the busiest machine takes over three empty houses. */
  const PATIENCE_MS = 400_000;
  const followed = async (): Promise<void> => {
    type Sources = { complianceOverview: { sources: { upToDate: boolean }[] } };
    await poll('the read model', async () => (await graph.ask('regulator', '{ complianceOverview { sources { upToDate } } }')).data as Sources | null | undefined,
      (data) => data?.complianceOverview.sources.every(({ upToDate }) => upToDate) === true, 200, PATIENCE_MS);
  };

  beforeAll(async () => {
    graph = await startGraph({ onStatement: (house, sql) => void (listens && house === 'regulation' && heard.add(sql)) });
    await followed();
    database = await openDatabase({ url: graph.databases.get('regulation')?.migratorUrl ?? '', tables: [], migrations: [], poolSize: 2 });
    await graph.tell('regulator', 'evaluateCompliance', 'EvaluateComplianceInput', {}, 'evaluation { id }');
    for (const fill of RECORDS) await database.query(fill);
    await fillLargeModel(database);
    listens = true;
  }, 600_000);

  afterAll(async () => {
    await database.destroy();
    await graph.dispose();
  });

  it('reads no large table from end to end, whether a regulator reads, an owner answers or a fact arrives', async () => {
    for (const { document, names } of READS) await ask(document, names);
    const findingId = (await database.query<{ id: string }[]>(`SELECT id FROM finding WHERE association_id = $1 AND state = 'OPEN' LIMIT 1`, [FIRST]))[0]?.id;
    const owner = { role: 'association_officer' as const, organisation: FIRST };
    await graph.tell(owner, 'answerFinding', 'AnswerFindingInput', { findingId, answer: 'A batch is on its way.' }, 'finding { state }');
    await graph.tell('council', 'registerAssociation', 'RegisterAssociationInput', {
      licenseNumber: 'NCNP-13000', nameAr: 'جمعية الاختبار', nameEn: 'Test Association', region: 'SA-01', city: 'Riyadh',
    }, 'association { id }');
    const { evaluation } = await graph.tell<{ evaluation: { id: string } }>('regulator', 'evaluateCompliance', 'EvaluateComplianceInput', { associationId: FIRST, idempotencyKey: randomUUID() }, 'evaluation { id }');
    await poll('the evaluation', async () => (await graph.ask('regulator', 'query ($id: ID!) { complianceEvaluation(id: $id) { state } }', { id: evaluation.id })).data as { complianceEvaluation: { state: string } } | null | undefined,
      (data) => data?.complianceEvaluation.state === 'ENDED', 200, PATIENCE_MS);
    await followed();
    listens = false;
    await database.query('ANALYZE');
    const { looked, whole } = await readPlans('regulation', graph.databases.get('regulation')?.migratorUrl ?? '', heard);
    expect(whole.map(({ table, sql }) => `${table}: ${sql.replace(/\s+/g, ' ').slice(0, 200)}`)).toEqual([]);
    expect(looked).toBeGreaterThan(100);
  }, 600_000);

  it('would be found out', async () => {
    const { whole } = await readPlans('regulation', graph.databases.get('regulation')?.migratorUrl ?? '', new Set(['SELECT count(*) FROM finding WHERE observed = $1']));
    expect(whole.map(({ table }) => table)).toEqual(['finding']);
  });
});
