import { createHash } from 'node:crypto';
import type { Cover } from '../domain/cover.ts';
import type { PreAuthorization } from '../domain/pre-authorization.ts';

/* Invented, so that there is something to ask for. An insurer reads these from its own systems. */

/** One pre-authorisation for a newly covered life, decided after twelve minutes. */
export function sampleCareOf(cover: Cover, enrolledAt: Date): PreAuthorization {
  const id = `PA-${createHash('sha256').update(cover.id).digest('hex').slice(0, 12)}`;
  return {
    id,
    coverageId: cover.id,
    policyId: cover.policyId,
    status: 'APPROVED',
    submittedAt: enrolledAt.toISOString(),
    decidedAt: new Date(enrolledAt.getTime() + 12 * 60_000).toISOString(),
  };
}

/** Yearly limits in halalas, by class. */
export const SAMPLE_LIMITS: Readonly<Record<string, readonly { readonly benefit: string; readonly limit: number }[]>> = {
  VIP: [{ benefit: 'ANNUAL_MAX', limit: 250_000_000 }, { benefit: 'DENTAL', limit: 500_000 }],
  A: [{ benefit: 'ANNUAL_MAX', limit: 150_000_000 }, { benefit: 'DENTAL', limit: 300_000 }],
  B: [{ benefit: 'ANNUAL_MAX', limit: 100_000_000 }, { benefit: 'DENTAL', limit: 200_000 }],
  C: [{ benefit: 'ANNUAL_MAX', limit: 100_000_000 }, { benefit: 'DENTAL', limit: 200_000 }],
};

/** The network of every plan that this insurer was started with, by licence number. */
export const SAMPLE_NETWORK = {
  name: { ar: 'شبكة المثال', en: 'Example network' },
  level: 'B',
  providers: [
    provider('1010000101', 'مستشفى المثال العام', 'Example General Hospital', 'HOSPITAL', 'SA-01', 'الرياض', 'Riyadh'),
    provider('1010000202', 'مجمع المثال الطبي', 'Example Polyclinic', 'POLYCLINIC', 'SA-01', 'الرياض', 'Riyadh'),
    provider('4030000303', 'صيدلية المثال', 'Example Pharmacy', 'PHARMACY', 'SA-02', 'جدة', 'Jeddah'),
  ],
} as const;

function provider(licenceNumber: string, ar: string, en: string, type: string, regionCode: string, cityAr: string, cityEn: string) {
  return { licenceNumber, name: { ar, en }, type, regionCode, city: { ar: cityAr, en: cityEn } };
}
