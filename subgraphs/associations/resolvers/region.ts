import { REGIONS } from '../../../schema/contracts/region.ts';
import type { RegionResolvers } from './types.generated.ts';

/** A region is passed on as its code; the names are the registry's. */
export const Region: RegionResolvers = {
  code: (code) => code,
  name: (code) => {
    const region = REGIONS.find((each) => each.code === code);
    return { ar: region?.ar ?? code, en: region?.en ?? code };
  },
};
