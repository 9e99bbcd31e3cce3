import { timerContext } from '../../kit/request-context.ts';
import { SourceUnavailableError } from '../../kit/source-unavailable.ts';
import { ANCHORED_HOUSES, askAuditHead } from '../asks/audit-head-asks.ts';
import type { RegulationServices } from '../context.ts';
import type { AnchorRow } from '../store/audit/anchor-table.ts';
import { lastAnchor, ownHead, putDownAnchors } from '../store/audit/anchors.ts';

export const ANCHOR_AUDIT = 'anchor-audit';

export const ANCHOR_AT = '*/10 * * * *';

/** Puts down the head of every house's audit chain. A house that is away is anchored the next time. */
export async function runAnchorAudit(services: RegulationServices): Promise<void> {
  const { database, graph, log } = services;
  const { manager } = database;
  const { principal, requestId } = timerContext(services, ANCHOR_AUDIT);
  const heads: Omit<AnchorRow, 'at'>[] = [];
  for (const [house, document] of Object.entries(ANCHORED_HOUSES)) {
    try {
      const head = await askAuditHead(graph, document, requestId);
      if (head !== null) heads.push({ house, seq: head.seq, hash: Buffer.from(head.hash, 'hex') });
    } catch (error) {
      if (!(error instanceof SourceUnavailableError)) throw error;
      log.warn({ house, reason: error.message }, 'the head of an audit chain could not be asked');
    }
  }
  const own = await ownHead(manager);
  if (own !== null) heads.push({ house: 'regulation', ...own });

  const grown: Omit<AnchorRow, 'at'>[] = [];
  for (const head of heads) {
    const last = await lastAnchor(manager, head.house);
    const shrunk = last !== null && BigInt(head.seq) < BigInt(last.seq);
    if (shrunk || (last?.seq === head.seq && !last.hash.equals(head.hash))) {
      log.error({ house: head.house, anchored: last?.seq, told: head.seq }, 'an audit chain no longer holds what was anchored: run npm run audit -- verify');
    }
    if (last === null || BigInt(head.seq) > BigInt(last.seq)) grown.push(head);
  }
  if (grown.length === 0) return;
  await database.transaction((tx) => putDownAnchors(tx, principal, services.now(), grown));
  // Logs are kept elsewhere than tables: whoever can write to all houses' databases cannot write to both.
  for (const { house, seq, hash } of grown) log.info({ house, seq, hash: hash.toString('hex') }, 'an audit chain was anchored');
}
