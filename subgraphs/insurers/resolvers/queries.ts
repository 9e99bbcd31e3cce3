import { connectionOf, pageRequest } from '../../kit/connection.ts';
import { isId } from '../../kit/identifier.ts';
import { pageOfInsurers } from '../store/insurers.ts';
import { ofInsurer } from './of-insurer.ts';
import type { QueryResolvers } from './types.generated.ts';

export const QUERIES: QueryResolvers = {
  insurers: async (_parent, args, { database }) => {
    const page = pageRequest(args);
    return connectionOf(await pageOfInsurers(database.manager, page), page.first, ({ crNumber }) => [crNumber]);
  },
  insurer: async (_parent, { id, crNumber }, { load }) => {
    if (id == null) return crNumber == null ? null : load.insurerByCrNumber.load(crNumber);
    const insurer = isId(id) ? await load.insurer.load(id) : null;
    return crNumber == null || insurer?.crNumber === crNumber ? insurer : null;
  },
  policy: (_parent, { insurerId, id }, { load }) => ofInsurer(load.policy, insurerId, id),
  coverage: (_parent, { insurerId, id }, { load }) => ofInsurer(load.coverage, insurerId, id),
};
