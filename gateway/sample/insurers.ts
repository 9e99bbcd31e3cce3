import { multiplyByRatio } from '../../subgraphs/kit/money.ts';
import type { SamplePolicyClass } from './family.ts';
import { randomOf } from './random.ts';
import { sampleUuid } from './sample-uuid.ts';

/** One cell of an insurer's manual: what a year of cover of one life costs by the book, before VAT. */
export interface BookRate {
  readonly policyClass: SamplePolicyClass;
  readonly ageFrom: number;
  /** Last age of the band; 120 for the open one. */
  readonly ageTo: number;
  readonly sex: 'M' | 'F';
  readonly status: 'EMPLOYEE' | 'SPOUSE' | 'CHILD';
  /** Halalas a year. */
  readonly yearlyRate: bigint;
}

/** What of a premium is not expected claims, in parts of ten thousand of the premium. */
export interface SampleLoadings {
  readonly expenseBasisPoints: number;
  readonly riskMarginBasisPoints: number;
  /** Zero for everyone: a group without claims history is quoted at book rates (rule G05). */
  readonly bookDiscountBasisPoints: number;
}

/** What the insurer charges a group of this size that comes alone, as a multiple of the book rate. */
export interface StandaloneTerms {
  readonly livesFrom: number;
  /** null when open. */
  readonly livesTo: number | null;
  readonly factorBasisPoints: number;
  readonly loadings: SampleLoadings;
}

export interface SampleInsurer {
  readonly id: string;
  readonly crNumber: string;
  readonly nameAr: string;
  readonly nameEn: string;
  readonly bookRates: readonly BookRate[];
  /** The loadings inside the book rates, which are made for a large group. */
  readonly poolLoadings: SampleLoadings;
  readonly standalone: readonly StandaloneTerms[];
}

// No company has these names; the last word says so to whoever meets one out of context.
const INSURERS = [
  ['شركة سدرة الواحة للتأمين التعاوني (افتراضية)', 'Sidrat Al-Waha Cooperative Insurance (fictitious)'],
  ['شركة نسيم نجد للتأمين الصحي (افتراضية)', 'Nasim Najd Health Insurance (fictitious)'],
  ['شركة ركاز السراة للتأمين (افتراضية)', 'Rikaz Al-Sarat Insurance (fictitious)'],
  ['شركة خزامى الشمال للتأمين التعاوني (افتراضية)', 'Khuzama Al-Shamal Cooperative Insurance (fictitious)'],
  ['شركة غيمة تهامة للتأمين (افتراضية)', 'Ghaymat Tihama Insurance (fictitious)'],
  ['شركة مرفأ المرجان للتأمين التعاوني (افتراضية)', 'Marfa Al-Murjan Cooperative Insurance (fictitious)'],
] as const;

const CLASSES = ['VIP', 'A', 'B', 'C'] as const;
const STATUSES = ['EMPLOYEE', 'SPOUSE', 'CHILD'] as const;
const CLASS_PERCENT: Readonly<Record<SamplePolicyClass, number>> = { VIP: 430, A: 215, B: 135, C: 100 };

// The bands tenders ask for, with the relativity of each to age 21, in percent: interpolated between the points of a
// published small-group curve (DOMAIN: 0.63 to 20, 1.00 at 21, 1.09 at 30, 1.18 at 40, 1.47 at 50, 2.00 from 60).
const AGE_BANDS: readonly (readonly [ageFrom: number, ageTo: number, percent: number])[] = [
  [0, 17, 63], [18, 24, 90], [25, 29, 106], [30, 34, 111], [35, 39, 115], [40, 44, 124], [45, 49, 138], [50, 54, 158],
  [55, 59, 184], [60, 64, 200], [65, 120, 225],
];

// Halalas: class C, age 21, male.
const BASE_RATE = 128_000n;

/** Percent added for the cost of births: women of 20 to 44 who are employees or wives. */
function maternityPercent(ageFrom: number, sex: 'M' | 'F', status: BookRate['status']): number {
  if (sex === 'M' || status === 'CHILD' || ageFrom < 18 || ageFrom >= 45) return 0;
  return ageFrom < 25 ? 40 : ageFrom < 35 ? 55 : ageFrom < 40 ? 35 : 15;
}

function bookRatesOf(seed: number, n: number): BookRate[] {
  const random = randomOf(seed, 'book', n);
  const level = BigInt(random.int(9_300, 10_700));
  const classJitter = CLASSES.map(() => BigInt(random.int(9_700, 10_300)));
  return CLASSES.flatMap((policyClass, at) => STATUSES.flatMap((status) => (['M', 'F'] as const).flatMap((sex) =>
    AGE_BANDS.map(([ageFrom, ageTo, agePercent]) => {
      const percents = BigInt(CLASS_PERCENT[policyClass]) * BigInt(agePercent) * BigInt(100 + maternityPercent(ageFrom, sex, status));
      const jitter = level * (classJitter[at] ?? 10_000n);
      const halalas = multiplyByRatio(BASE_RATE * percents, jitter, 1_000_000n * 100_000_000n);
      // Manuals quote whole riyals.
      return { policyClass, ageFrom, ageTo, sex, status, yearlyRate: multiplyByRatio(halalas, 1n, 100n) * 100n };
    }))));
}

// One carrier's published group-size factors (DOMAIN 4.7 point 10).
const SIZES: readonly (readonly [livesFrom: number, livesTo: number | null, factorBasisPoints: number])[] = [
  [1, 1, 10_986], [2, 5, 10_834], [6, 9, 10_521], [10, 50, 10_463], [51, null, 10_000],
];

/** Smaller groups cost the same in claims, so all that they pay more is loading: half expense, half margin. */
function standaloneOf(pool: SampleLoadings): StandaloneTerms[] {
  const claims = 10_000 - pool.expenseBasisPoints - pool.riskMarginBasisPoints;
  return SIZES.map(([livesFrom, livesTo, factorBasisPoints]) => {
    const load = 10_000 - Math.round((claims * 10_000) / factorBasisPoints);
    const more = load - pool.expenseBasisPoints - pool.riskMarginBasisPoints;
    const expenseBasisPoints = pool.expenseBasisPoints + Math.floor(more / 2);
    const riskMarginBasisPoints = load - expenseBasisPoints;
    return {
      livesFrom, livesTo, factorBasisPoints,
      loadings: { expenseBasisPoints, riskMarginBasisPoints, bookDiscountBasisPoints: 0 },
    };
  });
}

function namesOf(n: number): readonly [ar: string, en: string] {
  const [ar, en] = INSURERS[n % INSURERS.length] as (typeof INSURERS)[number];
  const round = Math.floor(n / INSURERS.length) + 1;
  return round === 1 ? [ar, en] : [`${ar} ${round}`, `${en} ${round}`];
}

/** The insurers of a sample: six, or as many as are asked for, whose names then come again with a number. */
export function sampleInsurers(seed: number, insurers: number = INSURERS.length): SampleInsurer[] {
  return Array.from({ length: insurers }, (_, n) => {
    const [nameAr, nameEn] = namesOf(n);
    const random = randomOf(seed, 'insurer', n);
    const poolLoadings: SampleLoadings = {
      expenseBasisPoints: random.int(1_000, 1_900), riskMarginBasisPoints: random.int(200, 500), bookDiscountBasisPoints: 0,
    };
    return {
      id: sampleUuid(seed, 'insurer', n),
      // No commercial register begins its numbers with 99.
      crNumber: `99${String(10_000_000 + n * 1_111_111 + random.int(0, 1_000_000)).padStart(8, '0')}`,
      nameAr, nameEn,
      bookRates: bookRatesOf(seed, n),
      poolLoadings,
      standalone: standaloneOf(poolLoadings),
    };
  });
}
