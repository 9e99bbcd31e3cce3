import { riyadhDateOf } from '../../../kit/riyadh-date.ts';
import { breach, held, ruleOn, seen } from './ruling.ts';
import type { Ruling } from './ruling.ts';
import type { RulesByDate } from './rules-by-date.ts';
import type { ServiceFacts } from './service-facts.ts';

const MINUTE_MS = 60_000;

/**
 * S01, with the tolerance of S06: answered in time. A day has no minutes, so a request without an answer is judged
 * once its state says that silence has approved it, or its day is over.
 */
export function judgeService(request: ServiceFacts, on: string, rules: RulesByDate): Ruling[] {
  // The day in Riyadh: by UTC's, whoever asks after midnight there would have asked yesterday.
  const day = riyadhDateOf(new Date(request.askedAt));
  return [ruleOn(rules, 'S01', day, ({ value }) => {
    const limit = Number(value);
    const asked = seen('preAuthorization.askedAt', request.askedAt, request.said);
    if (request.state === 'DEEMED_APPROVED') return breach('MEDIUM', `no answer within ${limit} minutes: silence approved it`, asked);
    if (request.answeredAt === null) return on <= day ? held('asked today') : breach('HIGH', 'no answer by the end of the day', asked);
    const minutes = Math.floor((Date.parse(request.answeredAt) - Date.parse(request.askedAt)) / MINUTE_MS);
    if (minutes <= limit + Number(rules.valueOn('S06', day, '0'))) return held(`answered after ${minutes} minutes`);
    return breach('LOW', `answered after ${minutes} minutes`, asked, seen('preAuthorization.answeredAt', request.answeredAt, request.said));
  })];
}
