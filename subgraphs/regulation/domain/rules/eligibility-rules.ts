import { workingRule } from './rule.ts';
import type { Rule } from './rule.ts';

const rule = (
  id: string, value: string, unit: string, ar: string, en: string, source: string, effectiveFrom?: string,
): Rule => workingRule({
  id, category: 'E', value, unit, title: { ar, en }, source, ...(effectiveFrom === undefined ? {} : { effectiveFrom }),
});

const DESIGN = 'Programme decision; not a figure of the law';

/** Who must and who may be covered, and from when. Ids with a part after the dot split a rule into what is checked. */
export const ELIGIBILITY_RULES: readonly Rule[] = [
  rule('E01', 'mandatory', 'duty', 'على صاحب العمل التأمين على جميع موظفي القطاع الخاص وأسرهم', 'Every private-sector employee and legal family is insured by the employer', 'chi.gov.sa, Insureds/Duties; OList chapter 2 article 2'),
  rule('E01.EMPLOYED', 'on the roster', 'state', 'الموظف مسجَّل لدى صاحب العمل في التأمينات الاجتماعية', 'The employee is on this employer\'s social-insurance roster', DESIGN),
  rule('E02', '25', 'years', 'يُغطى الابن حتى هذه السن', 'A son is covered up to this age', 'chi.gov.sa, chapter 1 article 1(10); news 23-10-2018', '2018-10-23'),
  rule('E02.BOUNDARY', 'UP_TO', 'UP_TO or BELOW', 'هل يوم بلوغ السن مشمول (UP_TO) أم لا (BELOW)؛ وكلتا الصيغتين واردة في النصوص', 'Whether the birthday itself is still covered (UP_TO) or not (BELOW); both readings occur in the texts', 'chi.gov.sa texts disagree; programme parameter', '2018-10-23'),
  rule('E02.DAUGHTER', 'unmarried, not working', 'condition', 'تُغطى الابنة غير المتزوجة وغير العاملة بلا حد للسن', 'A daughter is covered while unmarried and not working, at any age', 'chi.gov.sa, chapter 1 article 1(10); news 23-10-2018', '2018-10-23'),
  rule('E02.DAUGHTER_AGE', '18', 'years', 'تُسأل الحالة الاجتماعية للابنة من هذه السن', 'From this age a daughter\'s civil status is asked', DESIGN),
  rule('E03', 'not working', 'condition', 'يُغطى زوج الموظفة إن لم يكن له تأمين إلزامي', 'The husband of an employee is covered only without mandatory cover of his own', 'chi.gov.sa, faq_emp_09 (updated 27-04-2024)', '2024-04-27'),
  rule('E04', 'husband\'s employer', 'duty bearer', 'إذا عمل الزوجان في القطاع الخاص فالأبناء على صاحب عمل الزوج', 'When both parents work in the private sector, children are under the husband\'s employer', 'gulf-insider, quoting the council (secondary)'),
  rule('E05', 'PARENT,SIBLING', 'relationships', 'الوالدان والإخوة ليسوا من واجب صاحب العمل', 'Parents and siblings are not the employer\'s duty', 'checkiqama, quoting the council (secondary)'),
  rule('E06', 'none', 'limit', 'لا حد لعدد أفراد الأسرة', 'There is no limit on the number of family members', 'gulf-insider (secondary)'),
  rule('E07', '1', 'day of employment', 'تبدأ التغطية من أول يوم عمل شاملًا فترة التجربة', 'Cover runs from the first day of work, probation included, and not before', 'chi.gov.sa, news 23-10-2018 (probation); gulf-insider (commencement)', '2018-10-23'),
  rule('E08', '10', 'working days', 'تُسلَّم البطاقة خلال هذه المدة من الوصول', 'Card or proof of cover within this time of arrival', 'chi.gov.sa, Insureds/Rights (30-03-2017)', '2017-03-30'),
  rule('E09', '30', 'days', 'يُبلَّغ عن المولود خلال هذه المدة ويُضاف من تاريخ ولادته', 'A newborn is notified within this time and added from birth; until then it is on the mother\'s policy', 'saudi-expatriates.com 30-05-2023, quoting the council (secondary); NPHIES guide 6.5'),
  rule('E10', '100', 'percent', 'يتحمل صاحب العمل كامل القسط', 'The employer pays this share of the premium', 'chi.gov.sa, FAQ-44'),
  rule('E11', 'DEATH,FINAL_EXIT,TRANSFER_WITH_NEW_COVER,INSURER_CHANGE_WITH_NEW_COVER', 'grounds', 'أسباب إنهاء تغطية المقيم', 'Grounds on which a resident\'s cover may end', 'chi.gov.sa, faq_emp_05 (25-04-2024)', '2014-01-01'),
  rule('E11.CITIZEN', 'EMPLOYMENT_END,DEPENDENT_AGED_OUT,DIVORCE', 'grounds', 'أسباب إضافية لإنهاء تغطية المواطن', 'Further grounds on which a citizen\'s cover may end', DESIGN),
  rule('E12', 'none', 'suspension', 'لا تُعلَّق التغطية أثناء إجازة الموظف خارج المملكة', 'Cover is not suspended while the employee is on vacation abroad', 'chi.gov.sa, faq_emp_12'),
  rule('E13', '1', 'months', 'يُخطَر بتغيير شركة التأمين قبل هذه المدة', 'A change of insurer is announced this long before', 'chi.gov.sa, FAQ-60 and Duties 8 (article 9)'),
  rule('E14', '365.25', 'days a year', 'يُرد القسط السنوي مقسومًا على هذا العدد عن كل يوم متبقٍّ', 'On deletion the yearly premium over this number is returned for each remaining day', 'chi.gov.sa, InsuranceCompanies/FAQ/q11 (2017)', '2017-01-01'),
  rule('E14.CLAIMS', '75', 'percent', 'لا رد إذا تجاوزت مطالبات العضو هذه النسبة من قسطه', 'No refund when the member\'s claims exceed this share of the yearly premium', 'chi.gov.sa, InsuranceCompanies/FAQ/q11 (2017)', '2017-01-01'),
  rule('E15', 'length of the residence permit', 'cover', 'إصدار الإقامة وتجديدها يتطلبان تغطية سارية طوال مدتها', 'Issue and renewal of a residence permit need valid cover for its length', 'Law article 3, cchi.gov.sa Rules'),
  rule('E16', 'source', 'kind of evidence', 'وقائع الأسرة من مصدرها لا من وثيقة مرفوعة', 'Facts about family come from their source, not from an upload', DESIGN),
  rule('E16.PERSON', 'as registered', 'state', 'الشخص حي وبياناته مطابقة للسجل المدني', 'The person is alive and as the civil registry has them', DESIGN),
  rule('E16.FAMILY', 'confirmed', 'state', 'صلة القرابة مؤكدة من السجل المدني', 'The civil registry confirms the family link', DESIGN),
  rule('E17', '1', 'mandatory covers', 'تغطية إلزامية واحدة للشخص في الوقت نفسه', 'One mandatory cover for a person at a time', 'Programme decision, from E03 and E11'),
];
