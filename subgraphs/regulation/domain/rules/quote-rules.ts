import { workingRule } from './rule.ts';
import type { Rule } from './rule.ts';

const rule = (
  id: string, value: string, unit: string, ar: string, en: string, source: string,
  dates: Partial<Pick<Rule, 'effectiveFrom' | 'verifiedOn'>> = {},
): Rule => workingRule({ id, category: 'G', value, unit, title: { ar, en }, source, ...dates });

const APPENDIX = 'SAMA, Appendix Four';

/** What an insurer's quote must be, what makes one suspicious, and how long its award can be challenged. */
export const QUOTE_RULES: readonly Rule[] = [
  rule('G01', 'age, sex, status, benefit level', 'factors', 'يختلف السعر بالعمر والجنس والصفة ومستوى المنافع، ولا سعر موحد للفرد', 'A quote depends on age, sex, status and benefit level; no flat price for all lives', `${APPENDIX}, item 6`),
  rule('G02', 'proportional to book rates', 'condition', 'تتناسب الأسعار مع الأسعار الدفترية ما لم تكن الخبرة عالية المصداقية', 'Rates are proportional to book rates unless experience is highly credible', `${APPENDIX}, item 7`),
  rule('G03', 'book rate always, unless fully credible', 'condition', 'يُستخدم السعر الدفتري دائمًا ما لم تكتمل المصداقية', 'The book rate is always used unless experience is fully credible', `${APPENDIX}, items 8 and 9`),
  rule('G04', 'all lives, age and sex banded', 'exposure', 'بيانات تعرض كاملة لجميع الأفراد قبل العرض النهائي', 'Full exposure data of all lives before a final quote; age and sex may be banded', `${APPENDIX}, items 2 to 5`),
  rule('G05', '0', 'percent discount', 'لا خصم على المخاطر الجديدة كليًا: الأسعار الدفترية فقط', 'An entirely new risk is quoted at book rates, without discount', 'SAMA circular 9005 (2014); later circulars may amend it', { effectiveFrom: '2014-01-01' }),
  rule('G05.EXPERIENCE', '3', 'years', 'خبرة المطالبات المطلوبة للعرض', 'Claims experience a quote needs, or all there is', 'SAMA circular 9005 (2014)', { effectiveFrom: '2016-01-01' }),
  rule('G06', '3', 'months', 'تشمل الخبرة مطالبات عولجت قبل تاريخ التقرير بأكثر من هذه المدة', 'Experience includes claims processed more than this before the report', 'SAMA rulebook 8597'),
  rule('G07', '1', 'years', 'تقرير التسعير يوقعه الاكتواري مرة في هذه المدة على الأقل', 'A pricing report signed by the appointed actuary at least this often', 'SAMA rulebook 8610'),
  rule('G08', 'actuary', 'approver', 'يعتمد الاكتواري جميع الأسعار', 'All rates are approved by the actuary, and an outsider can follow a quote', 'SAMA rulebook 8614'),
  rule('G09', 'none', 'refusals', 'لا يرفض المؤمِّن وثيقة مستوفية للشروط', 'An insurer does not refuse a policy that meets the rules', 'sauress 199499 (secondary)'),
  rule('G10', '5000', 'riyals a person', 'غرامة مخالفة شركة التأمين', 'Largest fine of an insurer for each covered person', 'chi.gov.sa, prog021'),
  rule('G11', '100', 'percent of the yearly premium a person', 'غرامة مخالفة صاحب العمل', 'Largest fine of an employer, besides the premiums due', 'chi.gov.sa, prog021 (article 14); council news 20-01-2025'),
  rule('G12', '40', 'percent below the mean of the others', 'عرض منخفض انخفاضًا غير عادي عن متوسط العروض الأخرى', 'A bid this far below the mean of the others is abnormally low', 'openprocurement.api, tender/core/constants.py; taken over by the programme, not Saudi law', { verifiedOn: '2026-11-22' }),
  rule('G12.NEXT', '30', 'percent below the next bid', 'عرض منخفض انخفاضًا غير عادي عن العرض التالي', 'A bid this far below the next one is abnormally low', 'openprocurement.api, tender/core/constants.py; taken over by the programme, not Saudi law', { verifiedOn: '2026-11-22' }),
  rule('G13', '15', 'percent', 'ضريبة القيمة المضافة على قسط التأمين الصحي', 'VAT on a health premium', 'Lockton; PwC 2021; Avalara (secondary)', { effectiveFrom: '2020-07-01' }),
  rule('G14', 'R003,R018,R024,R028,R030,R035,R036,R038,R058', 'indicators', 'مؤشرات المخاطرة في المنافسة', 'Red flags computed over a tender', 'open-contracting/cardinal-rs, docs/cli/indicators; taken over by the programme, not Saudi law', { verifiedOn: '2026-11-22' }),
  rule('G14.FENCE', '1.5', 'interquartile ranges', 'الحد الأعلى للقيم الشاذة فوق الربيع الثالث', 'Distance of the upper fence above the third quartile', 'open-contracting/cardinal-rs, docs/cli/indicators/R/058.md; taken over by the programme, not Saudi law', { verifiedOn: '2026-11-22' }),
  rule('G15', '10', 'days', 'أقل مدة للتوقف بين إشعار الترسية وتوقيع الاتفاقية، وهي قرار من البرنامج لا رقم نظامي', 'Least standstill between the award notice and the signing of the agreement: a programme decision, not a figure of the law', 'Programme decision; not a figure of the law. Ten days as in ProZorro framework procedures; Saudi state procurement has 5 to 10 working days (secondary, not verified), and the council is no government agency'),
];
