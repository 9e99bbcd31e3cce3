import type { Indicator, Telling } from './indicator.ts';
import { perRelease } from './indicator.ts';
import { hasMethod } from './procurement-method.ts';
import { numberAt, objectAt } from './release.ts';
import type { RedFlagSettings } from './settings.ts';

const CODE = 'R018';

/** Single bid received: a competitive procedure with one tenderer. */
export function createR018({ methods }: NonNullable<RedFlagSettings['R018']>, telling: Telling): Indicator {
  return perRelease((release, ocid) => {
    if (!hasMethod(release, methods)) return;
    const tenderers = numberAt(objectAt(release, 'tender'), 'numberOfTenderers');
    if (tenderers === null) telling.remark('FIELD_MISSING', ocid, 'tender.numberOfTenderers', `${CODE} cannot be computed`);
    if (tenderers !== 1) return;
    telling.raise({ code: CODE, group: 'OCID', id: ocid, value: 1, threshold: 1, ocid }, () => ({
      inputs: { 'tender.numberOfTenderers': tenderers },
      steps: [`the procurement method is competitive (${[...methods].join(', ') || 'any'})`, 'numberOfTenderers = 1'],
    }));
  });
}
