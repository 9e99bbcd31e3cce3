import { workingRule } from './rule.ts';
import type { Rule } from './rule.ts';

const rule = (id: string, value: string, unit: string, ar: string, en: string, source: string, effectiveFrom?: string): Rule => workingRule({
  id, category: 'A', value, unit, title: { ar, en }, source, ...(effectiveFrom === undefined ? {} : { effectiveFrom }),
});

const DESIGN = 'Programme decision; not a figure of the law';

/** Who may take part, and how identifiers are checked. */
export const ACCREDITATION_RULES: readonly Rule[] = [
  rule('A01', 'ACTIVE', 'licence status', 'ترخيص الجمعية سارٍ لدى المركز الوطني لتنمية القطاع غير الربحي', 'The association\'s licence is active at the nonprofit regulator', 'Associations Law M/8 (19/2/1437 H), per maaal.com'),
  rule('A02', '60', 'percent', 'أدنى درجة حوكمة للاعتماد، وهي للمستوى الأول', 'Least governance score for accreditation, which gives level 1', `${DESIGN}; the assessment itself: kwna.net (3rd edition, 2022), ajel.sa`),
  rule('A02.LEVEL_2', '75', 'percent', 'درجة الحوكمة للمستوى الثاني', 'Governance score from which the level is 2', DESIGN),
  rule('A02.LEVEL_3', '90', 'percent', 'درجة الحوكمة للمستوى الثالث', 'Governance score from which the level is 3', DESIGN),
  rule('A02.STANDARDS', '3', 'standards', 'معايير الحوكمة: الامتثال والالتزام، الشفافية والإفصاح، السلامة المالية', 'Governance standards: compliance and commitment, transparency and disclosure, financial safety', 'kwna.net (3rd edition, 2022); ajel.sa', '2022-01-01'),
  rule('A03', '10', 'years', 'مدة حفظ السجلات لدى الجمعية', 'How long an association keeps its records', 'na8anews.com (secondary)'),
  rule('A05', '10', 'digits', 'رقم الهوية أو الإقامة يبدأ بـ 1 أو 2 وبخانة تحقق', 'Length of a national or residence id; the first digit is 1 or 2, the last is a Luhn check digit', 'developerload; libraries.io (secondary)'),
  rule('A07', '24', 'characters', 'طول الآيبان السعودي وباقي قسمته على 97 واحد', 'Length of a Saudi IBAN; modulo 97 it is 1', 'sarie.gov.sa'),
  rule('A09', '1451-04', 'Umm al-Qura month', 'من هذا الشهر يُحوَّل التاريخ الهجري بجدول', 'From this month Hijri dates come from a table alone', 'Comparison of 11,015 days with @umalqura/core'),
  rule('A10', 'health, membership of an association', 'sensitive data', 'بيانات حساسة بموجب نظام حماية البيانات الشخصية', 'Sensitive under the personal data protection law', 'dlapiperdataprotection; IAPP', '2023-09-14'),
  rule('A11', 'ACTIVE', 'licence status', 'ترخيص شركة التأمين سارٍ لدى الجهة المالية المنظمة', 'The insurer\'s licence is active at the financial regulator', DESIGN),
  rule('A12', 'ACTIVE', 'qualification status', 'شركة التأمين مؤهلة لدى مجلس الضمان الصحي', 'The insurer is qualified by the council of health insurance', DESIGN),
  rule('A13', '365', 'days', 'مدة الاعتماد', 'How long an accreditation holds, and never longer than the licence under it', DESIGN),
  rule('A13.RENEWAL', '60', 'days', 'يمكن تجديد الاعتماد قبل انتهائه بهذه المدة', 'How long before its last day an accreditation may be renewed', DESIGN),
];
