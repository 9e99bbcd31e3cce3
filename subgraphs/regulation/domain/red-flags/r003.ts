import type { Indicator, Telling } from './indicator.ts';
import { perRelease } from './indicator.ts';
import { instantOf, wholeDays } from './instant.ts';
import { hasMethod, methodDetails } from './procurement-method.ts';
import { objectAt, textAt } from './release.ts';
import type { Release } from './release.ts';
import type { RedFlagSettings } from './settings.ts';

const CODE = 'R003';

/** Short submission period: bidders had fewer whole days than the threshold. */
export function createR003({ threshold, methods, byDetails }: NonNullable<RedFlagSettings['R003']>, telling: Telling): Indicator {
  return perRelease((release, ocid) => {
    if (!hasMethod(release, methods)) return;
    const start = readDate(release, ocid, 'startDate', telling);
    const end = readDate(release, ocid, 'endDate', telling);
    if (start === null || end === null) return;
    const days = wholeDays(start.instant, end.instant);
    const least = byDetails.get(methodDetails(release) ?? '') ?? threshold;
    if (days >= least) return;
    telling.raise({ code: CODE, group: 'OCID', id: ocid, value: 1, threshold: least, ocid }, () => ({
      inputs: { 'tender.tenderPeriod.startDate': start.text, 'tender.tenderPeriod.endDate': end.text },
      steps: ['period = endDate - startDate, in whole days', `period = ${end.text} - ${start.text} = ${days} days`, `${days} < ${least} (threshold)`],
    }));
  });
}

function readDate(release: Release, ocid: string, field: string, telling: Telling): { readonly text: string; readonly instant: bigint } | null {
  const path = `tender.tenderPeriod.${field}`;
  const text = textAt(objectAt(objectAt(release, 'tender'), 'tenderPeriod'), field);
  if (text === null) {
    telling.remark('FIELD_MISSING', ocid, path, `${CODE} cannot be computed`);
    return null;
  }
  const instant = instantOf(text);
  if (instant === null) {
    telling.remark('DATE_UNREADABLE', ocid, path, `it is no instant with a zone, and ${CODE} cannot be computed`);
    return null;
  }
  return { text, instant };
}
