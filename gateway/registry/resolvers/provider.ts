import { connectionOf, pageRequest } from '../../../subgraphs/kit/connection.ts';
import { readStandingPage } from '../store/standings.ts';
import type { ProviderResolvers, QueryResolvers } from './types.generated.ts';

export const Provider: ProviderResolvers = {
  insurer: ({ insurerId }) => ({ id: insurerId }),
  // Why it is out is between the insurer and the regulator; that it is out is everybody's.
  state: ({ state }) => (state === 'ACTIVE' || state === 'PAUSED' ? state : 'WITHDRAWN'),
  since: ({ since }) => since.toISOString(),
};

export const providers: QueryResolvers['providers'] = async (_parent, args, { database }) => {
  const page = pageRequest(args);
  return connectionOf(await readStandingPage(database.manager, page), page.first, ({ insurerId }) => [insurerId]);
};
