import type { InsurerResolvers } from './types.generated.ts';

/** An insurer, of which the registry knows the identifier alone. */
export interface InsurerParent {
  readonly id: string;
}

export const Insurer: InsurerResolvers = {
  __resolveReference: ({ id }) => ({ id }),
  provider: ({ id }, _args, { loaders }) => loaders.standingOfInsurer.load(id),
};
