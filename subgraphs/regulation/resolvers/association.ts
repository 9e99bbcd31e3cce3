import { findingsOf } from './findings.ts';
import type { AssociationResolvers } from './types.generated.ts';

export const Association: AssociationResolvers = {
  __resolveReference: ({ id }) => ({ id }),
  accreditation: ({ id }, _args, { loaders }) => loaders.ofAssociation.load(id),
  findings: findingsOf('ASSOCIATION'),
};
