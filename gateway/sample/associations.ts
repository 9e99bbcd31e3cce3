import { REGIONS, type RegionCode } from '../../schema/contracts/region.ts';
import { randomOf, type Random } from './random.ts';
import { sampleUuid } from './sample-uuid.ts';

/** One association of the sample, and where its employees begin in the count of all. */
export interface SampleAssociation {
  readonly id: string;
  readonly nameAr: string;
  readonly nameEn: string;
  /** Opaque: the true format of licence numbers is not verified (rule A08). */
  readonly licenceNumber: string;
  readonly region: RegionCode;
  readonly cityAr: string;
  readonly cityEn: string;
  readonly employees: number;
  readonly firstEmployee: number;
}

const CITIES: Readonly<Record<RegionCode, string>> = {
  'SA-01': 'الرياض|Riyadh;الخرج|Al-Kharj;الدوادمي|Al-Dawadmi;المجمعة|Al-Majmaah;الزلفي|Al-Zulfi;شقراء|Shaqra;وادي الدواسر|Wadi Al-Dawasir;الأفلاج|Al-Aflaj',
  'SA-02': 'مكة المكرمة|Makkah;جدة|Jeddah;الطائف|Taif;رابغ|Rabigh;القنفذة|Al-Qunfudhah;الليث|Al-Lith;خليص|Khulais',
  'SA-03': 'المدينة المنورة|Madinah;ينبع|Yanbu;العلا|Al-Ula;بدر|Badr;خيبر|Khaybar',
  'SA-04': 'الدمام|Dammam;الخبر|Al-Khobar;الأحساء|Al-Ahsa;الجبيل|Al-Jubail;القطيف|Al-Qatif;حفر الباطن|Hafar Al-Batin;النعيرية|Al-Nairiyah',
  'SA-05': 'بريدة|Buraydah;عنيزة|Unaizah;الرس|Al-Rass;البكيرية|Al-Bukayriyah;المذنب|Al-Mithnab',
  'SA-06': 'حائل|Hail;بقعاء|Baqaa;الغزالة|Al-Ghazalah;الشنان|Al-Shinan',
  'SA-07': 'تبوك|Tabuk;الوجه|Al-Wajh;ضباء|Duba;تيماء|Tayma;أملج|Umluj',
  'SA-08': 'عرعر|Arar;رفحاء|Rafha;طريف|Turaif',
  'SA-09': 'جازان|Jazan;صبيا|Sabya;أبو عريش|Abu Arish;صامطة|Samtah;فرسان|Farasan',
  'SA-10': 'نجران|Najran;شرورة|Sharurah;حبونا|Hubuna',
  'SA-11': 'الباحة|Al-Bahah;بلجرشي|Baljurashi;المندق|Al-Mandaq;المخواة|Al-Makhwah',
  'SA-12': 'سكاكا|Sakaka;دومة الجندل|Dumat Al-Jandal;القريات|Al-Qurayyat;طبرجل|Tabarjal',
  'SA-14': 'أبها|Abha;خميس مشيط|Khamis Mushait;بيشة|Bishah;محايل|Muhayil;النماص|Al-Namas;ظهران الجنوب|Dhahran Al-Janub',
};

// How many associations of a hundred each region has, by its people and the order of REGIONS.
const SHARES = [22, 19, 8, 14, 8, 4, 4, 3, 6, 3, 3, 2, 4];

const MISSIONS = [
  'جمعية البر الأهلية|Al-Birr Charitable Association', 'جمعية تحفيظ القرآن الكريم|Holy Quran Memorisation Association',
  'جمعية الإسكان التنموي|Developmental Housing Association', 'جمعية رعاية الأيتام|Orphan Care Association',
  'جمعية التنمية الأسرية|Family Development Association', 'جمعية الدعوة والإرشاد|Guidance and Outreach Association',
  'جمعية حفظ النعمة|Food Preservation Association', 'جمعية أصدقاء المرضى|Friends of Patients Association',
  'جمعية الأشخاص ذوي الإعاقة|Association of Persons with Disabilities', 'جمعية رعاية كبار السن|Elderly Care Association',
  'جمعية تمكين المرأة|Women Empowerment Association', 'جمعية العمل التطوعي|Volunteering Association',
  'جمعية الإعاقة الحركية|Motor Disability Association', 'جمعية البيئة الخضراء|Green Environment Association',
  'جمعية مكافحة السرطان|Cancer Support Association', 'جمعية خدمات الإنسان|Human Services Association',
  'جمعية تعليم وتأهيل الشباب|Youth Education and Training Association', 'جمعية سقيا الماء|Water Relief Association',
];

function pair(text: string): [ar: string, en: string] {
  const [ar = '', en = ''] = text.split('|');
  return [ar, en];
}

function regionOf(random: Random): RegionCode {
  let left = random.int(1, 100);
  for (const [at, region] of REGIONS.entries()) {
    left -= SHARES[at] ?? 0;
    if (left <= 0) return region.code;
  }
  return 'SA-01';
}

export const FEWEST_EMPLOYEES = 3;
export const MOST_EMPLOYEES = 300;

/**
 * How many employees each association has: many small, a few large, and together exactly `total`.
 * @throws RangeError when the total cannot be met with 3 to 300 employees each
 */
export function sizesOf(count: number, total: number, seed: number): number[] {
  if (total < count * FEWEST_EMPLOYEES || total > count * MOST_EMPLOYEES) {
    throw new RangeError(`${count} associations have between ${count * FEWEST_EMPLOYEES} and ${count * MOST_EMPLOYEES} employees`);
  }
  const weights = Array.from({ length: count }, (_, n) => Math.exp(randomOf(seed, 'size', n).normal(0, 0.9)));
  const at = (scale: number): number[] =>
    weights.map((weight) => Math.min(MOST_EMPLOYEES, Math.max(FEWEST_EMPLOYEES, Math.floor(weight * scale))));
  let low = 0;
  let high = 1e6;
  // The sum grows with the scale: halve towards the largest scale that does not exceed the total.
  for (let step = 0; step < 60; step += 1) {
    const middle = (low + high) / 2;
    if (at(middle).reduce((sum, size) => sum + size, 0) <= total) low = middle;
    else high = middle;
  }
  const sizes = at(low);
  let missing = total - sizes.reduce((sum, size) => sum + size, 0);
  for (let n = 0; missing > 0; n = (n + 1) % count) {
    const size = sizes[n] ?? MOST_EMPLOYEES;
    if (size === MOST_EMPLOYEES) continue;
    sizes[n] = size + 1;
    missing -= 1;
  }
  return sizes;
}

const ORDINALS = ['', ' الثانية', ' الثالثة', ' الرابعة', ' الخامسة'];

/** The associations of a sample; no two have the same name or licence number. */
export function sampleAssociations(count: number, employees: number, seed: number): SampleAssociation[] {
  const taken = new Map<string, number>();
  let firstEmployee = 0;
  return sizesOf(count, employees, seed).map((size, n) => {
    const random = randomOf(seed, 'association', n);
    // The first 13 stand for one region each, so that even a small sample covers the Kingdom.
    const region = REGIONS[n]?.code ?? regionOf(random);
    const [missionAr, missionEn] = pair(random.pick(MISSIONS));
    const [cityAr, cityEn] = pair(random.pick(CITIES[region].split(';')));
    const key = `${missionAr}|${cityAr}`;
    const before = taken.get(key) ?? 0;
    taken.set(key, before + 1);
    const numberAr = ORDINALS[before] ?? ` رقم ${before + 1}`;
    const association = {
      id: sampleUuid(seed, 'association', n),
      nameAr: `${missionAr} ب${cityAr}${numberAr}`,
      nameEn: `${missionEn} in ${cityEn}${before === 0 ? '' : ` (${before + 1})`}`,
      // The sandbox licence register reads the region off the number modulo 13.
      licenceNumber: `NCNP-${(100 + n) * REGIONS.length + REGIONS.findIndex(({ code }) => code === region)}`,
      region, cityAr, cityEn, employees: size, firstEmployee,
    };
    firstEmployee += size;
    return association;
  });
}
