import type { EntityManager } from 'typeorm';
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
