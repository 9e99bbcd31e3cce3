import type { Evaluability, UndecidedReason } from './evaluability.ts';

const not = (reason: UndecidedReason, en: string, ar: string): Evaluability =>
  ({ decidability: 'NOT_DECIDABLE', subjects: [], parameterOf: null, reason, why: { en, ar } });

/** Rules that no fact held by the programme can decide, each with the reason. */
export const UNDECIDED_RULES: Readonly<Record<string, Evaluability>> = {
  E06: not('NOT_A_DUTY', 'It forbids a limit; neither rosters nor policies have one.', 'تمنع وضع حد، ولا حد في السجلات ولا في الوثائق.'),
  E10: not('NO_SOURCE', 'What an employer takes off wages is in no source.', 'ما يستقطعه صاحب العمل من الأجور ليس في أي مصدر.'),
  E12: not('NO_SOURCE', 'No source says when an employee is abroad; policies, not lives, are suspended.', 'لا مصدر لسفر الموظف، والتعليق يقع على الوثائق لا الأفراد.'),
  E15: not('NO_SOURCE', 'Terms of residence permits are in no source.', 'مدد الإقامات ليست في أي مصدر.'),
  S02: not('NO_SOURCE', 'Treatments and their cost stay between provider and insurer.', 'العلاج وكلفته بين مقدم الخدمة والمؤمِّن.'),
  S03: not('NO_SOURCE', 'Emergencies are notified by the provider to the insurer, outside this graph.', 'يُخطر مقدم الخدمة المؤمِّن بالطوارئ خارج هذا المخطط.'),
  S04: not('NO_SOURCE', 'Direct payments and their reimbursement are in no source.', 'الدفع المباشر وتعويضه ليسا في أي مصدر.'),
  S07: not('NOT_A_DUTY', 'The clock of inspection cases, which escalates by itself.', 'ساعة قضايا التفتيش، وهي تُصعَّد تلقائيًا.'),
  S05: not('NO_SOURCE', 'Written requests for claims experience are in no source.', 'الطلبات الكتابية لخبرة المطالبات ليست في أي مصدر.'),
  G03: not('NO_SOURCE', 'The actuary\'s book rates and credibility are in no source.', 'الأسعار الدفترية والمصداقية لدى الاكتواري ليست في أي مصدر.'),
  'G05.EXPERIENCE': not('NO_SOURCE', 'Claims experience is in no source.', 'خبرة المطالبات ليست في أي مصدر.'),
  G06: not('NO_SOURCE', 'Claims experience is in no source.', 'خبرة المطالبات ليست في أي مصدر.'),
  G07: not('NO_SOURCE', 'Pricing reports go to the financial regulator, who tells nobody here.', 'تقارير التسعير تُرفع إلى الجهة المالية المنظمة ولا تصل إلى هنا.'),
  G08: not('NO_SOURCE', 'The actuary\'s approval is in no source.', 'اعتماد الاكتواري ليس في أي مصدر.'),
  G10: not('NOT_A_DUTY', 'A ceiling of fines: it binds who fines, after a finding.', 'حد أعلى للغرامة يلزم من يغرّم بعد المخالفة.'),
  G11: not('NOT_A_DUTY', 'A ceiling of fines: it binds who fines, after a finding.', 'حد أعلى للغرامة يلزم من يغرّم بعد المخالفة.'),
  A03: not('NO_SOURCE', 'Auditors, archives and zakat accounts are in no source.', 'المراجعون والسجلات وحسابات الزكاة ليست في أي مصدر.'),
  A04: not('NOT_A_DUTY', 'A figure to size tests by.', 'رقم تُقاس به الاختبارات.'),
  A05: not('KEPT_BY_OWNER', 'Numbers never leave the roster\'s house, which refuses a line with a wrong one.', 'الأرقام لا تغادر جهة السجل، وهي ترفض السطر الخاطئ.'),
  A06: not('NOT_A_DUTY', 'A list of codes.', 'قائمة رموز.'),
  A08: not('NOT_A_DUTY', 'How numbers are treated, until a format is known.', 'كيف تُعامل الأرقام حتى تُعرف صيغتها.'),
  A09: not('NOT_A_DUTY', 'How the programme converts dates; days are kept in the Gregorian calendar.', 'كيف يحوّل البرنامج التواريخ، وهي محفوظة بالميلادي.'),
  A10: not('NOT_A_DUTY', 'What is sensitive; the graph enforces it by scope and purpose, and the audit trail shows it.', 'ما هو حساس، ويفرضه المخطط بالصلاحية والغرض ويظهر في سجل المراجعة.'),
};
