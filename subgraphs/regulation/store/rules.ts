import { IsNull, QueryFailedError } from 'typeorm';
import type { EntityManager } from 'typeorm';
import { Refused, conflict } from '../../kit/refusal.ts';
import type { Rule, RuleCategory } from '../domain/rules/rule.ts';
import { RULE_TABLE } from './rule-tables.ts';
import type { RuleRow } from './rule-tables.ts';

/** Rules in force on a day, by identifier; `category` narrows them to one group. */
export function readRulesOn(manager: EntityManager, on: string, category: RuleCategory | null): Promise<RuleRow[]> {
  const query = manager.getRepository(RULE_TABLE).createQueryBuilder('rule')
    .where('rule.effectiveFrom <= :on AND (rule.effectiveTo IS NULL OR :on <= rule.effectiveTo)', { on })
    .orderBy('rule.id');
  if (category !== null) query.andWhere('rule.category = :category', { category });
  return query.getMany();
}

/** Every version of a group's rules, for cases that apply on different days. */
export async function readRuleBook(manager: EntityManager, category: RuleCategory): Promise<Rule[]> {
  const rows = await manager.getRepository(RULE_TABLE).find({ where: { category }, order: { id: 'ASC', effectiveFrom: 'ASC' } });
  return rows.map(({ titleAr, titleEn, ...row }) => ({ ...row, title: { ar: titleAr, en: titleEn } }));
}

/** Every version of every rule. */
export async function readWholeBook(manager: EntityManager): Promise<Rule[]> {
  const rows = await manager.getRepository(RULE_TABLE).find({ order: { id: 'ASC', effectiveFrom: 'ASC' } });
  return rows.map(({ titleAr, titleEn, ...row }) => ({ ...row, title: { ar: titleAr, en: titleEn } }));
}

/** Every version of one rule, oldest first. */
export function readVersions(manager: EntityManager, id: string): Promise<RuleRow[]> {
  return manager.getRepository(RULE_TABLE).find({ where: { id }, order: { effectiveFrom: 'ASC' } });
}

const OVERLAP = 'rule_one_value_a_day';
const SAME_KEY = 'rule_pkey';

/** @throws Refused RULE_DATES_OVERLAP also when somebody enacts the same at this moment: the database has the last word. */
export async function enactVersion(manager: EntityManager, row: RuleRow): Promise<void> {
  try {
    await manager.getRepository(RULE_TABLE).insert(row);
  } catch (error) {
    const constraint = error instanceof QueryFailedError ? (error.driverError as { constraint?: string }).constraint : undefined;
    if (constraint !== OVERLAP && constraint !== SAME_KEY) throw error;
    throw new Refused({ code: 'RULE_DATES_OVERLAP', values: { rule: row.id, from: row.effectiveFrom, to: row.effectiveTo ?? '∞' }, path: ['input', 'effectiveFrom'], rule: row.id });
  }
}

/** Ends a version that was open. @throws Refused CONFLICT when it no longer is. */
export async function endVersion(manager: EntityManager, { id, effectiveFrom, effectiveTo }: RuleRow): Promise<void> {
  const { affected } = await manager.getRepository(RULE_TABLE).update({ id, effectiveFrom, effectiveTo: IsNull() }, { effectiveTo });
  if (affected !== 1) throw conflict('ended');
}

/** A version of a rule, by its key in the graph. */
export interface RuleKey {
  readonly id: string;
  readonly effectiveFrom: string;
}

export function readRuleVersions(manager: EntityManager, keys: readonly RuleKey[]): Promise<RuleRow[]> {
  return manager.getRepository(RULE_TABLE).createQueryBuilder('rule')
    .where('(rule.id, rule.effectiveFrom) IN (SELECT * FROM unnest(:ids::text[], :days::date[]))', {
      ids: keys.map(({ id }) => id), days: keys.map(({ effectiveFrom }) => effectiveFrom),
    })
    .getMany();
}

export function ruleKeyOf({ id, effectiveFrom }: RuleKey): string {
  return `${id} ${effectiveFrom}`;
}
