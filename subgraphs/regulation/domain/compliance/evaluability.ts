import type { LocalizedText } from '../rules/localized-text.ts';
import { UNSTATED_FLOORS } from './judge-benefits.ts';
import type { SubjectKind } from './subject.ts';
import { UNDECIDED_RULES } from './undecided-rules.ts';

/** DECIDED and PARTLY have an evaluator; PARAMETER is read by another rule's; the rest can be judged on no fact held here. */
export type Decidability = 'DECIDED' | 'PARTLY' | 'PARAMETER' | 'NOT_DECIDABLE';

/** NO_SOURCE: nobody tells the graph. KEPT_BY_OWNER: the fact never leaves its house, which checks it. NOT_A_DUTY: nothing to breach. */
export type UndecidedReason = 'NO_SOURCE' | 'KEPT_BY_OWNER' | 'NOT_A_DUTY';

/** Whether and how a rule is judged on facts, so that no rule is passed over in silence. */
export interface Evaluability {
  readonly decidability: Decidability;
  /** Kinds of subject it is judged over. */
  readonly subjects: readonly SubjectKind[];
  /** The rule it is a parameter of. */
  readonly parameterOf: string | null;
  readonly reason: UndecidedReason | null;
  /** What cannot be judged, and why; null when all can. */
  readonly why: LocalizedText | null;
}

const decided = (...subjects: readonly SubjectKind[]): Evaluability =>
  ({ decidability: 'DECIDED', subjects, parameterOf: null, reason: null, why: null });
const partly = (en: string, ar: string, ...subjects: readonly SubjectKind[]): Evaluability =>
  ({ decidability: 'PARTLY', subjects, parameterOf: null, reason: 'NO_SOURCE', why: { en, ar } });
const parameterOf = (rule: string): Evaluability =>
  ({ decidability: 'PARAMETER', subjects: [], parameterOf: rule, reason: null, why: null });

const BY_RULE: Readonly<Record<string, Evaluability>> = {
  ...UNDECIDED_RULES,
  E01: decided('MEMBER'),
  'E01.EMPLOYED': decided('MEMBER'),
  'E01.SEVERITY': parameterOf('E01'),
  E02: decided('MEMBER'),
  'E02.BOUNDARY': parameterOf('E02'),
  'E02.DAUGHTER': decided('MEMBER'),
  'E02.DAUGHTER_AGE': parameterOf('E02.DAUGHTER'),
  E03: decided('MEMBER'),
  E04: partly('Only where both parents are on one roster: the other parent\'s employer is in no source.', 'حيث الوالدان في سجل واحد فقط، إذ لا مصدر لصاحب عمل الوالد الآخر.', 'MEMBER'),
  E05: decided('MEMBER'),
  E07: partly('Only for those hired during a policy: cover before the programme is in no source.', 'لمن وُظف أثناء وثيقة فقط، إذ لا مصدر للتغطية قبل البرنامج.', 'MEMBER'),
  E08: partly('Counted from the first day of work: the day of arrival and public holidays are in no source.', 'يُحسب من أول يوم عمل، إذ لا مصدر ليوم الوصول ولا للعطل الرسمية.', 'MEMBER'),
  'E08.BATCH': decided('ENROLLMENT_BATCH'),
  E09: decided('MEMBER'),
  E11: partly('That a final exit or a transfer took place is asserted by the association, not by a source.', 'وقوع الخروج النهائي أو النقل تقوله الجمعية لا مصدره.', 'MEMBER'),
  'E11.CITIZEN': parameterOf('E11'),
  E13: partly('The letter is in no source: the order of the new policy stands for it.', 'الخطاب ليس في أي مصدر، ويقوم أمر الوثيقة الجديدة مقامه.', 'ASSOCIATION'),
  E14: partly('No refund at all may be lawful by the member\'s claims, which are in no source.', 'قد يكون عدم الرد نظاميًا بمطالبات العضو، وهي ليست في أي مصدر.', 'MEMBER'),
  'E14.CLAIMS': parameterOf('E14'),
  E16: decided('MEMBER'),
  'E16.PERSON': decided('MEMBER'),
  'E16.FAMILY': decided('MEMBER'),
  'E16.AGREE': decided('MEMBER'),
  E17: decided('MEMBER'),
  S01: partly('Followed for insurers whose record the insurers\' house keeps; those with a service of their own do not tell their clocks.', 'تُتابَع لدى المؤمِّنين الذين يحفظ بيت المؤمِّنين سجلّهم، أما من له خدمته الخاصة فلا يبلّغ مُهَله.', 'PRE_AUTHORIZATION'),
  S06: parameterOf('S01'),
  G01: decided('BID', 'POLICY'),
  G02: partly('The loadings are judged; the insurer\'s book rates are in no source.', 'تُقيَّم التحميلات، أما الأسعار الدفترية للمؤمِّن فليست في أي مصدر.', 'BID'),
  G04: decided('TENDER', 'BID'),
  G05: partly('Every pool is taken as a new risk: claims history is in no source.', 'يُعد كل تجميع خطرًا جديدًا، إذ لا مصدر لتاريخ المطالبات.', 'BID'),
  G09: partly('Judged over enrollment: a policy refused outside a tender leaves no trace here.', 'يُحكم به على التسجيل، أما رفض وثيقة خارج المنافسة فلا أثر له هنا.', 'POLICY'),
  G12: decided('BID'),
  'G12.NEXT': decided('BID'),
  G13: partly('Judged over what was invoiced; credit notes are not followed.', 'يُحكم به على ما صدرت به فواتير، أما الإشعارات الدائنة فلا تُتابَع.', 'POLICY'),
  G14: decided('TENDER'),
  'G14.FENCE': parameterOf('G14'),
  G15: decided('TENDER'),
  A01: decided('ASSOCIATION'),
  A02: decided('ASSOCIATION'),
  'A02.LEVEL_2': parameterOf('A02'),
  'A02.LEVEL_3': parameterOf('A02'),
  'A02.STANDARDS': parameterOf('A02'),
  A07: decided('ASSOCIATION'),
  A11: decided('INSURER'),
  A12: decided('INSURER'),
  A13: decided('ASSOCIATION', 'INSURER'),
  'A13.RENEWAL': parameterOf('A13'),
};

const NO_PLAN: LocalizedText = { en: 'No plan states this benefit, so there is nothing to compare.', ar: 'لا يذكر أي منتج هذه المنفعة، فلا شيء يُقارن.' };
const FLOOR = decided('BID', 'POLICY');
const UNSTATED: Evaluability = { decidability: 'PARTLY', subjects: ['BID', 'POLICY'], parameterOf: null, reason: 'NO_SOURCE', why: NO_PLAN };

/** A rule nobody has thought of yet: somebody enacted it, and no evaluator knows it. */
const NEW_RULE: Evaluability = {
  decidability: 'NOT_DECIDABLE', subjects: [], parameterOf: null, reason: 'NO_SOURCE',
  why: { en: 'No evaluator is written for this rule.', ar: 'لا مُقيِّم مكتوب لهذه القاعدة.' },
};

export function evaluabilityOf(ruleId: string): Evaluability {
  const known = BY_RULE[ruleId];
  if (known !== undefined) return known;
  if (!ruleId.startsWith('B.')) return NEW_RULE;
  return UNSTATED_FLOORS.includes(ruleId) ? UNSTATED : FLOOR;
}
