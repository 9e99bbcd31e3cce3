import { gradeOf } from './conformance-report.ts';
import type { ConformanceCheck, ConformanceReport } from './conformance-report.ts';
import { createSession } from './conformance-session.ts';
import type { ConformanceTarget } from './conformance-target.ts';
import { found } from './probe.ts';
import type { Probe } from './probe.ts';
import { PROBES } from './probes.ts';

/**
 * Tries one live subgraph against the contract of the insurer network and says what was seen, check by check.
 * It enrolls synthetic lives under a policy of its own and ends them again, whatever happens in between.
 * When a gate fails, what stands behind it is not tried and not in the report. Never throws for what the subgraph does.
 */
export async function runConformance(target: ConformanceTarget, onCheck: (check: ConformanceCheck) => void = () => undefined): Promise<ConformanceReport> {
  const session = createSession(target);
  const checks: ConformanceCheck[] = [];
  let endedAt: string | null = null;
  const end = performance.now() + (target.limitMs ?? LIMIT_MS);
  for (const probe of PROBES) {
    if (endedAt !== null) break;
    if (probe.applies?.(target) === false || (probe.gate !== true && target.only?.has(probe.id) === false)) continue;
    if (performance.now() > end) {
      const check = await tried(RUN_IN_TIME, () => Promise.resolve(RUN_IN_TIME.kept));
      checks.push(check);
      onCheck(check);
      endedAt = check.id;
      break;
    }
    const check = await tried(probe, () => probe.look(session));
    checks.push(check);
    onCheck(check);
    if (!check.ok && probe.gate === true) endedAt = check.id;
  }
  if (session.lives.length > 0) {
    const check = await tried(LIVES_ENDED, async () => ((await session.endLives()) ? null : found(
      'Not every TERMINATE line from the first day of cover was accepted, so synthetic lives of this run are still covered.',
      'لم تُقبل كل أسطر إنهاء التغطية اعتبارًا من يومها الأول، فبقيت أرواح تجريبية من هذا الفحص مغطاة.',
    )));
    checks.push(check);
    onCheck(check);
  } else {
    await session.endLives();
  }
  return { url: target.url, insurerId: target.insurerId, ...gradeOf(checks), checks, endedAt };
}

const LIMIT_MS = 120_000;

/** Only ever seen when it fails. */
const RUN_IN_TIME: Omit<Probe, 'look'> = {
  id: 'run-in-time',
  title: { en: 'The whole trial ends in reasonable time', ar: 'ينتهي الفحص كله في وقت معقول' },
  kept: {
    en: 'The trial took too long and was ended; the checks that are missing were not tried. Answer every call within the deadline.',
    ar: 'طال الفحص فأُنهي، ولم تُجرَّب الاختبارات الغائبة. أجب كل نداء ضمن المهلة.',
  },
  weight: 'required',
};

/** Last, and also when a gate in between has failed. */
const LIVES_ENDED: Omit<Probe, 'look'> = {
  id: 'lives-ended',
  title: { en: 'Cover can be ended from its first day', ar: 'يمكن إنهاء التغطية من يومها الأول' },
  kept: { en: 'Every synthetic life of this run was ended.', ar: 'أُنهيت تغطية كل الأرواح التجريبية لهذا الفحص.' },
  weight: 'required',
};

async function tried({ id, title, kept, weight }: Omit<Probe, 'look'>, look: () => Promise<{ en: string; ar: string } | null>): Promise<ConformanceCheck> {
  const begun = performance.now();
  const finding = await look();
  const { en, ar } = finding ?? kept;
  return { id, title: title.en, titleAr: title.ar, weight, ok: finding === null, sentence: en, sentenceAr: ar, took: Math.round(performance.now() - begun) };
}
