import { findingsOf } from './findings.ts';
import type { InsurerResolvers } from './types.generated.ts';

export const Insurer: InsurerResolvers = {
  __resolveReference: ({ id }) => ({ id }),
  accreditation: ({ id }, _args, { loaders }) => loaders.ofInsurer.load(id),
  findings: findingsOf('INSURER'),
};
