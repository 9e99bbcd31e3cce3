import { workingRule } from './rule.ts';
import type { Rule } from './rule.ts';

const rule = (id: string, value: string, unit: string, ar: string, en: string, source: string, effectiveFrom?: string): Rule => workingRule({
  id, category: 'S', value, unit, title: { ar, en }, source, ...(effectiveFrom === undefined ? {} : { effectiveFrom }),
});

/** How long insurers have to answer, and what silence means. */
export const SERVICE_LEVEL_RULES: readonly Rule[] = [
  rule('S01', '60', 'minutes', 'يُجاب طلب الموافقة المسبقة خلال هذه المدة، والسكوت موافقة', 'A pre-authorisation is answered within this time; silence is approval', 'chi.gov.sa, Rights p.5; deemed approval: sauress 1145384 ("article 90"), arabnews 658306'),
  rule('S02', '500', 'riyals', 'تلزم الموافقة المسبقة فوق هذه القيمة للعلاج الخارجي', 'Above this an outpatient treatment needs pre-authorisation', 'sauress 1585217 (secondary)'),
  rule('S03', '24', 'hours', 'تُعالج الحالة الطارئة أولًا ثم يُخطَر المؤمِّن خلال هذه المدة', 'An emergency is treated first and notified within this time', 'sauress 1585217 (secondary)'),
  rule('S04', '15', 'days', 'يُعوَّض الدفع المباشر في الطوارئ خلال هذه المدة', 'Direct payment in an emergency is reimbursed within this time', 'chi.gov.sa, Rights p.6'),
  rule('S05', '15', 'working days', 'تُسلَّم خبرة المطالبات لحامل الوثيقة بطلب كتابي خلال هذه المدة', 'Claims experience goes to the policyholder within this time of a written request', 'SAMA rulebook 8597 and 8680'),
  rule('S06', '15', 'minutes', 'تُقارن الأوقات بهذا التسامح', 'Timestamps are compared with this tolerance', 'NPHIES implementation guide'),
  rule('S07', '30,20,10,5', 'days', 'تُجاب قضية التفتيش خلال هذه المدة، بحسب الخطورة من الأدنى', 'An inspection case is answered within this time, by severity from the least', 'the programme\'s own'),
];
