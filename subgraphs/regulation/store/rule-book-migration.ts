import type { QueryRunner } from 'typeorm';
import { BENEFIT_SCHEDULES } from '../domain/rules/benefit-schedules.ts';
import { RULE_BOOK } from '../domain/rules/rule-book.ts';
import { BENEFIT_SCHEDULE_TABLE, MINIMUM_BENEFIT_TABLE, RULE_TABLE } from './rule-tables.ts';

/**
 * Fills the book. A figure that changes later is a later migration, which closes the old row and adds a new one: what
 * cases were decided on must stay as it was.
 */
export class RuleBook1700000000200 {
  name = 'RuleBook1700000000200';

  async up(runner: QueryRunner): Promise<void> {
    const { manager } = runner;
    await manager.getRepository(RULE_TABLE).insert(
      RULE_BOOK.map(({ title, ...rule }) => ({ ...rule, titleAr: title.ar, titleEn: title.en })),
    );
    await manager.getRepository(BENEFIT_SCHEDULE_TABLE).insert(BENEFIT_SCHEDULES.map(({ benefits: _, ...schedule }) => schedule));
    await manager.getRepository(MINIMUM_BENEFIT_TABLE).insert(
      BENEFIT_SCHEDULES.flatMap(({ id, benefits }) =>
        benefits.map(({ title, ...benefit }) => ({ ...benefit, scheduleId: id, titleAr: title.ar, titleEn: title.en }))),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('TRUNCATE minimum_benefit, benefit_schedule, rule');
  }
}
