import { workingRule } from './rule.ts';
import type { Rule, RuleCategory } from './rule.ts';

const rule = (category: RuleCategory, id: string, value: string, unit: string, ar: string, en: string, source: string, effectiveFrom?: string): Rule => workingRule({
  id, category, value, unit, title: { ar, en }, source, ...(effectiveFrom === undefined ? {} : { effectiveFrom }),
});

const DESIGN = 'Programme decision; not a figure of the law';
const COPAY_2022 = 'gulftechplus (May 2022)';

/** What judging compliance added to the first book: the rest of DOMAIN's rules, and how a breach is weighed. */
export const COMPLIANCE_RULES: readonly Rule[] = [
  rule('E', 'E01.SEVERITY', '11,31,91', 'days without cover', 'أيام دون تغطية تجعل المخالفة متوسطة ثم عالية ثم حرجة', 'Days without cover from which a breach is medium, high and critical', DESIGN),
  rule('E', 'E08.BATCH', '11,21,41', 'working days', 'أيام العمل التي تعدّ بعدها دفعة التسجيل متأخرة ثم عالية التأخر ثم حرجة', 'Working days from which an enrollment batch is overdue, then high, then critical: no later than proof of cover may take', DESIGN),
  rule('E', 'E16.AGREE', 'agree', 'condition', 'لا يتعارض مصدران في واقعة عن الفرد نفسه', 'Two sources do not contradict each other about the same life', DESIGN),
  rule('B', 'B.ROOM_DAY', '600', 'riyals a day', 'الغرفة المشتركة في التنويم لليوم', 'Shared room, for each day of an inpatient stay', 'chi.gov.sa, FAQ_01 (2018)', '2018-01-01'),
  rule('B', 'B.COMPANION_DAY', '150', 'riyals a day', 'إقامة المرافق لليوم', 'A companion\'s stay, for each day', 'chi.gov.sa, FAQ_01 (2018)', '2018-01-01'),
  rule('B', 'B.EMERGENCY_COPAY_PERCENT', '0', 'percent', 'لا تحمل في الحالات العاجلة', 'Nothing is deducted for urgent care', 'archyde (2022)', '2022-10-01'),
  rule('B', 'B.FOLLOW_UP_DAYS', '14', 'days', 'المراجعة مجانية خلال هذه المدة', 'A follow-up visit within this time is free', 'pravasivision (2024)', '2024-01-01'),
  rule('B', 'B.OUTPATIENT_COPAY_MAX_HOSPITAL', '300', 'riyals a visit', 'أعلى تحمل في مستشفى خارج الشبكة الموحدة', 'Most paid at a hospital outside the unified network', COPAY_2022, '2022-10-01'),
  rule('B', 'B.OUTPATIENT_COPAY_MAX_OTHER', '100', 'riyals a visit', 'أعلى تحمل لدى مقدم خدمة آخر خارج الشبكة الموحدة', 'Most paid at another provider outside the unified network', COPAY_2022, '2022-10-01'),
  rule('A', 'A04', '4942', 'nonprofit bodies', 'حجم القطاع لاختبار التحمل', 'Size of the sector, for load tests; 3,159 of them associations (1444 H)', 'maaal.com; arabnews.jp (year not in the excerpt)'),
  rule('A', 'A06', 'BN,DP,PPN', 'kinds of identifier', 'أنواع معرّفات أخرى: رقم الحدود، النازح، جواز السفر', 'Other kinds of identifier: border number, displaced person, passport', 'NPHIES, codesystems'),
  rule('A', 'A08', 'opaque text', 'format', 'رقم الترخيص والرقم الموحد نصّان لا تُعرف صيغتهما، فيُسأل المصدر', 'Licence and unified numbers are texts of unknown format, checked by asking their source', 'not verified; taken as opaque'),
];
