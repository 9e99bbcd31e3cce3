/** The 13 regions of the Kingdom by ISO 3166-2:SA code. SA-13 was never given out. */
export const REGIONS = [
  { code: 'SA-01', ar: 'منطقة الرياض', en: 'Riyadh' },
  { code: 'SA-02', ar: 'منطقة مكة المكرمة', en: 'Makkah' },
  { code: 'SA-03', ar: 'منطقة المدينة المنورة', en: 'Madinah' },
  { code: 'SA-04', ar: 'المنطقة الشرقية', en: 'Eastern Province' },
  { code: 'SA-05', ar: 'منطقة القصيم', en: 'Qassim' },
  { code: 'SA-06', ar: 'منطقة حائل', en: 'Hail' },
  { code: 'SA-07', ar: 'منطقة تبوك', en: 'Tabuk' },
  { code: 'SA-08', ar: 'منطقة الحدود الشمالية', en: 'Northern Borders' },
  { code: 'SA-09', ar: 'منطقة جازان', en: 'Jazan' },
  { code: 'SA-10', ar: 'منطقة نجران', en: 'Najran' },
  { code: 'SA-11', ar: 'منطقة الباحة', en: 'Bahah' },
  { code: 'SA-12', ar: 'منطقة الجوف', en: 'Jawf' },
  { code: 'SA-14', ar: 'منطقة عسير', en: 'Asir' },
] as const;

export type RegionCode = (typeof REGIONS)[number]['code'];

const codes: ReadonlySet<string> = new Set(REGIONS.map((region) => region.code));

export function isRegionCode(text: string): text is RegionCode {
  return codes.has(text);
}
