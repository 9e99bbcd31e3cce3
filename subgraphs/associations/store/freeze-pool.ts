import type { EntityManager } from 'typeorm';
import type { Fact } from '../../../schema/contracts/fact.ts';
import type { CommandTransaction } from '../../kit/command.ts';
import { conflict } from '../../kit/refusal.ts';
import type { Actor } from '../../kit/transitions.ts';
import type { CensusRow } from '../domain/procurement/census.ts';
import { censusHash } from '../domain/procurement/census.ts';
import { livesOf, rowsByAssociation } from '../domain/procurement/list-bill.ts';
import type { ProcurementPlan } from '../domain/procurement/pool.ts';
import { publishCensus } from '../domain/procurement/published-census.ts';
import type { Tender } from '../domain/procurement/tender.ts';
import { moveTender } from './move-tender.ts';
import { joinedPlans } from './plans.ts';
import { demandPoolTable } from './pool-tables.ts';

/** All that a freeze rests on, read and asked before its transaction. */
export interface FreezeFacts {
  readonly tender: Tender;
  readonly plans: readonly ProcurementPlan[];
  readonly rows: readonly CensusRow[];
  readonly notAccredited: number;
  readonly evidence: readonly Fact<unknown>[];
}

/** Counts, hashes and closes the pool. @throws Refused POOL_TOO_SMALL, NOT_ACCREDITED, or CONFLICT when it changed meanwhile. */
export async function freezePool(tx: CommandTransaction, facts: FreezeFacts, actors: readonly Actor[], now: Date): Promise<void> {
  const { tender, plans, rows } = facts;
  const byAssociation = rowsByAssociation(rows);
  const lives = livesOf(rows);
  await moveTender(tx, tender, {
    action: 'FREEZE_POOL',
    actors,
    facts: {
      now,
      pool: {
        associations: plans.length,
        lives,
        minimumAssociations: tender.minimumAssociations,
        minimumLives: tender.minimumLives,
        notAccredited: facts.notAccredited,
      },
    },
    evidence: facts.evidence,
  });
  // Joining holds the tender's row, so from here on nobody joins; whoever did since the facts were asked is found now.
  const joined = await joinedPlans(tx.manager, tender.id);
  if (versionsOf(joined) !== versionsOf(plans)) throw conflict(tender.state);
  await tx.manager.getRepository(demandPoolTable).update({ tenderId: tender.id }, {
    frozenAt: now, lives, censusHash: censusHash(rows), census: publishCensus(rows).cells as never,
  });
  await insertCensus(tx.manager, tender.id, rows);
  await completePlans(tx, plans, plans.map((plan) => livesOf(byAssociation.get(plan.associationId) ?? [])));
}

function versionsOf(plans: readonly ProcurementPlan[]): string {
  return plans.map(({ id, version }) => `${id}:${version}`).sort().join(' ');
}

const ROWS_A_STATEMENT = 20_000;

async function insertCensus(manager: EntityManager, tenderId: string, rows: readonly CensusRow[]): Promise<void> {
  for (let from = 0; from < rows.length; from += ROWS_A_STATEMENT) {
    const part = rows.slice(from, from + ROWS_A_STATEMENT);
    await manager.query(
      `INSERT INTO census_row (tender_id, association_id, policy_class, region, status, sex, age_band, lives)
       SELECT $1, * FROM unnest($2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::int[])`,
      [
        tenderId, part.map((row) => row.associationId), part.map((row) => row.policyClass), part.map((row) => row.region),
        part.map((row) => row.status), part.map((row) => row.sex), part.map((row) => row.ageBand), part.map((row) => row.lives),
      ],
    );
  }
}

/** One statement for all plans: a pool may hold thousands. */
async function completePlans(tx: CommandTransaction, plans: readonly ProcurementPlan[], lives: readonly number[]): Promise<void> {
  await tx.manager.query(
    `UPDATE procurement_plan AS plan SET state = 'COMPLETE', version = plan.version + 1, lives = counted.lives
     FROM unnest($1::uuid[], $2::int[]) AS counted (id, lives) WHERE plan.id = counted.id AND plan.state = 'JOINED'`,
    [plans.map(({ id }) => id), lives],
  );
  for (const { id } of plans) tx.audit({ entity: 'ProcurementPlan', entityId: id, action: 'COUNT', from: 'JOINED', to: 'COMPLETE' });
}

/** The exact census as it was frozen. */
export function frozenCensus(manager: EntityManager, tenderId: string): Promise<CensusRow[]> {
  return manager.query<CensusRow[]>(
    `SELECT association_id AS "associationId", policy_class AS "policyClass", region, status, sex, age_band AS "ageBand", lives
     FROM census_row WHERE tender_id = $1
     ORDER BY association_id, policy_class, region, status, sex, age_band`,
    [tenderId],
  );
}
