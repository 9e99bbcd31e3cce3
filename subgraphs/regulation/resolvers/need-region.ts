import { isRegionCode } from '../../../schema/contracts/region.ts';
import { invalidInput } from '../../kit/refusal.ts';

/** @throws Refused INVALID_INPUT for a code that no region has: an empty answer would read as a region where all is well. */
export function needRegion(field: string, region: string | null | undefined): void {
  if (region != null && !isRegionCode(region)) throw invalidInput(field, 'no region has this code');
}
