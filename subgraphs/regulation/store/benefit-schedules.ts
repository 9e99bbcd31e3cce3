import { Any } from 'typeorm';
import type { EntityManager } from 'typeorm';
import { isId } from '../../kit/identifier.ts';
import { BENEFIT_SCHEDULE_TABLE, MINIMUM_BENEFIT_TABLE } from './rule-tables.ts';
import type { BenefitScheduleRow, MinimumBenefitRow } from './rule-tables.ts';

/** The minimum schedule in force on a day; null before the first one. */
export function readScheduleOn(manager: EntityManager, on: string): Promise<BenefitScheduleRow | null> {
  return manager.getRepository(BENEFIT_SCHEDULE_TABLE).createQueryBuilder('schedule')
    .where('schedule.effectiveFrom <= :on AND (schedule.effectiveTo IS NULL OR :on <= schedule.effectiveTo)', { on })
    .getOne();
}

/** Every version, newest first. */
export function readSchedules(manager: EntityManager): Promise<BenefitScheduleRow[]> {
  return manager.getRepository(BENEFIT_SCHEDULE_TABLE).find({ order: { effectiveFrom: 'DESC' } });
}

export function readSchedulesById(manager: EntityManager, ids: readonly string[]): Promise<BenefitScheduleRow[]> {
  return manager.getRepository(BENEFIT_SCHEDULE_TABLE).findBy({ id: Any(ids.filter(isId)) });
}

/** Benefits of many schedules, by code. */
export function readBenefits(manager: EntityManager, scheduleIds: readonly string[]): Promise<MinimumBenefitRow[]> {
  return manager.getRepository(MINIMUM_BENEFIT_TABLE).find({ where: { scheduleId: Any([...scheduleIds]) }, order: { code: 'ASC' } });
}
