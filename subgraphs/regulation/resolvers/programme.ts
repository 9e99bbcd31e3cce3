import { currencyOf } from '../../../schema/contracts/mode.ts';
import type { QueryResolvers } from './types.generated.ts';

export const programme: QueryResolvers['programme'] = (_parent, _args, { mode }) => ({
  mode,
  currency: currencyOf(mode),
  regulator: { ar: 'الجهة المنظِّمة لبرنامج وسق', en: 'Regulator of the Wasq programme' },
});
