import { connectionOf, pageRequest } from '../../kit/connection.ts';
import { isId } from '../../kit/identifier.ts';
import { seesDrafts } from '../domain/procurement/viewer.ts';
import { pageOfTenders } from '../store/tenders.ts';
import { ifSeen } from './tender.ts';
import type { QueryResolvers } from './types.generated.ts';
import { viewerOf } from './viewer-of.ts';

export const tenders: QueryResolvers['tenders'] = async (_root, args, { database, principal }) => {
  const page = pageRequest(args);
  const rows = await pageOfTenders(database.manager, page, { state: args.state ?? null, drafts: seesDrafts(viewerOf(principal)) });
  return connectionOf(rows, page.first, (row) => [row.id]);
};

export const tender: QueryResolvers['tender'] = async (_root, { id, ocid }, context) => {
  const { procurement } = context;
  if (id != null) return isId(id) ? ifSeen(await procurement.tender.load(id), context) : null;
  return ocid == null ? null : ifSeen(await procurement.tenderByOcid.load(ocid), context);
};
