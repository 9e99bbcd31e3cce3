import { Any } from 'typeorm';
import type { EntityManager, EntitySchema, FindOptionsOrder, FindOptionsWhere } from 'typeorm';
import DataLoader from 'dataloader';
import { readHistories } from '../../kit/audit.ts';
import { createLoader, createManyLoader } from '../../kit/loader.ts';
import { createPageLoader } from '../../kit/page-loader.ts';
import { agreementsById, agreementsOf } from './agreements.ts';
import { awardShareTable, bidEvaluationTable, frameworkAgreementTable } from './award-tables.ts';
import { awardsById, lastAwardsOf } from './awards.ts';
import { callOffsById } from './call-offs.ts';
import { plansById } from './plans.ts';
import { demandPoolTable, procurementPlanTable } from './pool-tables.ts';
import { callOffPagesOfAgreements, callOffPagesOfAssociations, planPagesOfAssociations, planPagesOfTenders } from './procurement-pages.ts';
import { amendmentTable, bidCommitmentTable, enquiryTable, openingTable } from './tender-tables.ts';
import { lotsOf, tendersByOcid, tendersById } from './tenders.ts';

export type ProcurementLoaders = ReturnType<typeof createProcurementLoaders>;

/** What one request reads of tenders, pools, awards and call-offs: each kind of thing in one statement for all who ask. */
export function createProcurementLoaders(manager: EntityManager) {
  /** Rows whose `key` is one of the parents. */
  const rowsOf = <Row extends object>(table: EntitySchema<Row>, key: keyof Row & string, order: FindOptionsOrder<Row> = {}) =>
    (parents: readonly string[]): Promise<Row[]> =>
      manager.getRepository(table).find({ where: { [key]: Any([...parents]) } as FindOptionsWhere<Row>, order });
  const many = <Row extends object>(table: EntitySchema<Row>, key: keyof Row & string, order: FindOptionsOrder<Row>) =>
    createManyLoader(rowsOf(table, key, order), (row) => String(row[key]));
  const one = <Row extends object>(table: EntitySchema<Row>, key: keyof Row & string) =>
    createLoader(rowsOf(table, key), (row) => String(row[key]));
  const history = (entity: string) => new DataLoader((ids: readonly string[]) => readHistories(manager, entity, ids));
  const joined = createLoader((ids) => countJoined(manager, ids), (row) => row.tenderId);
  return {
    tender: createLoader((ids) => tendersById(manager, ids), (row) => row.id),
    tenderByOcid: createLoader((ocids) => tendersByOcid(manager, ocids), (row) => row.ocid),
    lots: createManyLoader((ids) => lotsOf(manager, ids), (row) => row.tenderId),
    pool: one(demandPoolTable, 'tenderId'),
    poolById: one(demandPoolTable, 'id'),
    /** Associations in the pool now. */
    joinedOf: async (tenderId: string): Promise<number> => (await joined.load(tenderId))?.joined ?? 0,
    enquiries: many(enquiryTable, 'tenderId', { askedAt: 'ASC', id: 'ASC' }),
    amendments: many(amendmentTable, 'tenderId', { number: 'ASC' }),
    commitments: many(bidCommitmentTable, 'tenderId', { recordedAt: 'ASC', id: 'ASC' }),
    opening: one(openingTable, 'tenderId'),
    plan: createLoader((ids) => plansById(manager, ids), (row) => row.id),
    plansOfTender: byFilter((associationId) => createPageLoader((ids, page) => planPagesOfTenders(manager, ids, page, associationId))),
    plansOfAssociation: createPageLoader((ids, page) => planPagesOfAssociations(manager, ids, page)),
    /** Plans of one association, by tender. */
    planIn: byFilter((associationId) => createLoader(
      (ids) => manager.getRepository(procurementPlanTable).findBy({ tenderId: Any([...ids]), ...(associationId === null ? {} : { associationId }) }),
      (row) => row.tenderId,
    )),
    /** Counted plans by tender, of one association alone when it is named. */
    sharesOf: byFilter((associationId) => createManyLoader(
      (ids) => manager.getRepository(procurementPlanTable).find({
        where: { tenderId: Any([...ids]), state: 'COMPLETE', ...(associationId === null ? {} : { associationId }) }, order: { id: 'ASC' },
      }),
      (row) => row.tenderId,
    )),
    evaluations: many(bidEvaluationTable, 'lotId', { rank: { direction: 'ASC', nulls: 'LAST' }, sealedAt: 'ASC', bidId: 'ASC' }),
    award: createLoader((ids) => awardsById(manager, ids), (row) => row.id),
    /** The last one: those before it were set aside. */
    awardOfLot: createLoader((ids) => lastAwardsOf(manager, ids), (row) => row.lotId),
    /** Shares of an award, of one association alone when it is named. */
    awardSharesOf: byFilter((associationId) => createManyLoader(
      (ids) => manager.getRepository(awardShareTable).find({
        where: { awardId: Any([...ids]), ...(associationId === null ? {} : { associationId }) }, order: { associationId: 'ASC' },
      }),
      (row) => row.awardId,
    )),
    agreement: createLoader((ids) => agreementsById(manager, ids), (row) => row.id),
    agreementOfAward: one(frameworkAgreementTable, 'awardId'),
    agreementsOfTender: createManyLoader((ids) => agreementsOf(manager, ids), (row) => row.tenderId),
    callOff: createLoader((ids) => callOffsById(manager, ids), (row) => row.id),
    callOffsOfAgreement: byFilter((associationId) => createPageLoader((ids, page) => callOffPagesOfAgreements(manager, ids, page, associationId))),
    callOffsOfAssociation: byFilter((insurerId) => createPageLoader((ids, page) => callOffPagesOfAssociations(manager, ids, page, insurerId))),
    tenderHistory: history('Tender'),
    planHistory: history('ProcurementPlan'),
    callOffHistory: history('CallOff'),
  };
}

/** One loader a filter: within a request nearly always the viewer's own, so nearly always one. */
function byFilter<Loader>(make: (filter: string | null) => Loader): (filter: string | null) => Loader {
  const made = new Map<string | null, Loader>();
  return (filter) => {
    const loader = made.get(filter) ?? make(filter);
    made.set(filter, loader);
    return loader;
  };
}

function countJoined(manager: EntityManager, tenderIds: readonly string[]): Promise<{ tenderId: string; joined: number }[]> {
  return manager.query(
    `SELECT tender_id AS "tenderId", count(*)::int AS joined FROM procurement_plan
     WHERE tender_id = ANY($1::uuid[]) AND state IN ('JOINED', 'COMPLETE') GROUP BY tender_id`,
    [tenderIds],
  );
}
