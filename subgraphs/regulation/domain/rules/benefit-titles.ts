import type { BenefitKind } from './benefit-schedule.ts';

/** Every benefit the programme knows: what it is called and how it is measured, whatever its value in a year. */
export const BENEFIT_TITLES = {
  ANNUAL_MAX: { kind: 'LIMIT', ar: 'الحد الأعلى السنوي للفرد', en: 'Annual maximum per person' },
  MATERNITY: { kind: 'LIMIT', ar: 'الحمل والولادة', en: 'Maternity and delivery' },
  DENTAL: { kind: 'LIMIT', ar: 'علاج الأسنان', en: 'Dental' },
  OPTICAL: { kind: 'LIMIT', ar: 'النظارات الطبية', en: 'Optical' },
  DIALYSIS: { kind: 'LIMIT', ar: 'غسيل الكلى', en: 'Dialysis' },
  PSYCHIATRIC: { kind: 'LIMIT', ar: 'الأمراض النفسية', en: 'Psychiatric care' },
  HEART_VALVE: { kind: 'LIMIT', ar: 'صمامات القلب', en: 'Heart valves' },
  HEARING_AIDS: { kind: 'LIMIT', ar: 'السماعات الطبية', en: 'Hearing aids' },
  AUTISM: { kind: 'LIMIT', ar: 'التوحد', en: 'Autism' },
  ALZHEIMERS: { kind: 'LIMIT', ar: 'الزهايمر', en: 'Alzheimer\'s disease' },
  DISABILITY: { kind: 'LIMIT', ar: 'الإعاقة', en: 'Disability' },
  DONOR_ORGAN: { kind: 'LIMIT', ar: 'حصاد العضو من المتبرع', en: 'Harvesting a donor organ' },
  OBESITY_SURGERY: { kind: 'LIMIT', ar: 'جراحة السمنة', en: 'Obesity surgery' },
  REPATRIATION: { kind: 'LIMIT', ar: 'نقل الجثمان', en: 'Repatriation of remains' },
  OUTPATIENT_COPAY_PERCENT: { kind: 'COPAY_PERCENT', ar: 'نسبة التحمل في العيادات', en: 'Share paid at an outpatient visit' },
  OUTPATIENT_COPAY_MAX: { kind: 'COPAY_MAX', ar: 'أعلى تحمل لزيارة العيادة', en: 'Most paid at an outpatient visit' },
  INPATIENT_COPAY_PERCENT: { kind: 'COPAY_PERCENT', ar: 'نسبة التحمل في التنويم', en: 'Share paid for an inpatient stay' },
  NETWORK_SIZE: { kind: 'NETWORK_SIZE', ar: 'عدد مقدمي الخدمة في الشبكة', en: 'Healthcare providers in the network' },
} as const satisfies Readonly<Record<string, { readonly kind: BenefitKind; readonly ar: string; readonly en: string }>>;

export type BenefitCode = keyof typeof BENEFIT_TITLES;
