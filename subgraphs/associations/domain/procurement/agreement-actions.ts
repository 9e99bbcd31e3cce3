import { availableActions } from '../../../kit/transitions.ts';
import type { FrameworkAgreement } from './award.ts';
import { TENDER_LIFE } from './tender-life.ts';
import type { TenderState } from './tender-life.ts';
import type { Viewer } from './viewer.ts';

/** Whether the viewer speaks for a side of the agreement that has not signed. */
export function maySign(agreement: FrameworkAgreement, viewer: Viewer): boolean {
  if (viewer.roles.includes('council') && agreement.signedByCouncilAt === null) return true;
  return viewer.roles.includes('insurer_officer') && viewer.organisation === agreement.insurerId && agreement.signedByInsurerAt === null;
}

/** What the viewer may do with an agreement, which lives by the table of its tender. */
export function agreementActionsFor(agreement: FrameworkAgreement, tender: { readonly state: TenderState }, viewer: Viewer): 'SIGN'[] {
  const open = availableActions(TENDER_LIFE, tender.state, viewer.roles).includes('SIGN');
  return open && maySign(agreement, viewer) ? ['SIGN'] : [];
}
