import type { BenefitSchedule, MinimumBenefit } from './benefit-schedule.ts';
import { BENEFIT_TITLES } from './benefit-titles.ts';
import type { BenefitCode } from './benefit-titles.ts';

const FAQ_2018 = 'chi.gov.sa, FAQ_01 (2018)';
const COPAY_2013 = 'gulfunion (2013)';
const NOT_FOUND = 'no figure found for this period; the figure before it is kept';
const NETWORK = 'Programme decision: a plan directs to at least one provider; no legal number was found';

/** [value, source]; money in riyals. */
type Lines = Readonly<Partial<Record<BenefitCode, readonly [value: string, source: string]>>>;

const OF_2013: Lines = {
  ANNUAL_MAX: ['250000', 'chi.gov.sa, Rights (2017), on the time before 2014'],
  OUTPATIENT_COPAY_PERCENT: ['20', COPAY_2013],
  OUTPATIENT_COPAY_MAX: ['100', COPAY_2013],
};

const OF_2014: Lines = {
  ANNUAL_MAX: ['500000', 'chi.gov.sa, Rights (2017)'],
  OUTPATIENT_COPAY_PERCENT: ['20', COPAY_2013],
  OUTPATIENT_COPAY_MAX: ['100', COPAY_2013],
};

const OF_2018: Lines = {
  ...OF_2014,
  ANNUAL_MAX: ['500000', FAQ_2018],
  MATERNITY: ['15000', FAQ_2018],
  DENTAL: ['2000', FAQ_2018],
  OPTICAL: ['400', FAQ_2018],
  DIALYSIS: ['100000', FAQ_2018],
  PSYCHIATRIC: ['15000', FAQ_2018],
  HEART_VALVE: ['70000', FAQ_2018],
  HEARING_AIDS: ['6000', FAQ_2018],
  AUTISM: ['15000', FAQ_2018],
  ALZHEIMERS: ['15000', FAQ_2018],
  DISABILITY: ['100000', FAQ_2018],
  DONOR_ORGAN: ['50000', FAQ_2018],
  OBESITY_SURGERY: ['20000', 'Policy of 2018, per mondaq: sleeve gastrectomy from a body mass index of 45'],
  REPATRIATION: ['10000', FAQ_2018],
  INPATIENT_COPAY_PERCENT: ['0', FAQ_2018],
  NETWORK_SIZE: ['1', NETWORK],
};

const OF_2022: Lines = {
  ...Object.fromEntries(Object.entries(OF_2018).map(([code, [value]]) => [code, [value, NOT_FOUND]])),
  ANNUAL_MAX: ['1000000', 'archyde; gulf-insider (2022). For small employers the part above 500,000 comes from the beneficiaries programme'],
  MATERNITY: ['15000', 'gulftechplus (May 2022)'],
  PSYCHIATRIC: ['50000', 'archyde; gulf-insider (2022)'],
  OBESITY_SURGERY: ['15000', 'Council of health insurance, per almowaten (November 2023)'],
  REPATRIATION: ['10000', 'gulf-insider (2022)'],
  OUTPATIENT_COPAY_MAX: ['75', 'gulftechplus (May 2022), inside the unified network'],
  NETWORK_SIZE: ['1', NETWORK],
};

const CODES = Object.keys(BENEFIT_TITLES).sort() as BenefitCode[];

function benefitsOf(lines: Lines): MinimumBenefit[] {
  return CODES.flatMap((code) => {
    const line = lines[code];
    if (line === undefined) return [];
    const { kind, ar, en } = BENEFIT_TITLES[code];
    return [{ code, kind, title: { ar, en }, value: line[0], source: line[1], verifiedOn: null }];
  });
}

/**
 * The minimum schedules, oldest first, without a gap. None of the figures was checked at the council itself, so none
 * is verified. The ids are fixed because tenders keep the one they were drafted under.
 */
export const BENEFIT_SCHEDULES: readonly BenefitSchedule[] = [
  { id: '0190a1c0-2013-7000-8000-000000000001', version: '2013', effectiveFrom: '2013-01-01', effectiveTo: '2013-12-31', benefits: benefitsOf(OF_2013) },
  { id: '0190a1c0-2014-7000-8000-000000000002', version: '2014', effectiveFrom: '2014-01-01', effectiveTo: '2017-12-31', benefits: benefitsOf(OF_2014) },
  { id: '0190a1c0-2018-7000-8000-000000000003', version: '2018', effectiveFrom: '2018-01-01', effectiveTo: '2022-09-30', benefits: benefitsOf(OF_2018) },
  { id: '0190a1c0-2022-7000-8000-000000000004', version: '2022-10', effectiveFrom: '2022-10-01', effectiveTo: null, benefits: benefitsOf(OF_2022) },
];
