import { auditResolvers } from '../../../subgraphs/kit/audit-resolvers.ts';
import { roleMatrixResolvers } from '../../../subgraphs/kit/role-matrix.ts';
import { LIVES } from '../domain/lives.ts';
import { FACT_RESOLVERS, SHARED_RESOLVERS } from '../../../subgraphs/kit/resolvers.ts';
import { actOnSubgraphRegistration } from './act-on-subgraph-registration.ts';
import { activateSubgraphVersion } from './activate-subgraph-version.ts';
import { decideSubgraphVersion } from './decide-subgraph-version.ts';
import { Insurer } from './insurer.ts';
import { moveSubgraphAddress } from './move-subgraph-address.ts';
import { proveSubgraphAddress } from './prove-subgraph-address.ts';
import { Provider, providers } from './provider.ts';
import { recordAccreditation } from './record-accreditation.ts';
import { registerSubgraph } from './register-subgraph.ts';
import { SubgraphRegistration, ownSubgraphRegistration, subgraphRegistration, subgraphRegistrations } from './subgraph-registration.ts';
import { SubgraphCheck, SubgraphVersion, subgraphVersion } from './subgraph-version.ts';
import { submitSubgraphVersion } from './submit-subgraph-version.ts';
import type { MutationResolvers, QueryResolvers } from './types.generated.ts';

const Query: QueryResolvers = { providers, subgraphRegistrations, subgraphRegistration, ownSubgraphRegistration, subgraphVersion };

const Mutation: MutationResolvers = {
  registerSubgraph, proveSubgraphAddress, moveSubgraphAddress, submitSubgraphVersion, decideSubgraphVersion, activateSubgraphVersion, actOnSubgraphRegistration, recordAccreditation,
};

const { DateTime, Problem } = SHARED_RESOLVERS;

/** Every resolver of the registry. */
export const RESOLVERS = {
  DateTime, Problem, ...FACT_RESOLVERS, ...auditResolvers('registry'), ...roleMatrixResolvers('registry', LIVES),
  Query, Mutation, Insurer, Provider, SubgraphRegistration, SubgraphVersion, SubgraphCheck,
};
