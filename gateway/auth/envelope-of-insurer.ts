import type { Envelope, Principal } from '../../schema/contracts/identity.ts';
import type { EnvelopeSigner } from './envelope.ts';

/** `aud` of an envelope for an insurer's own subgraph. */
export function audienceOfInsurer(insurerId: string): string {
  return `insurer:${insurerId}`;
}

/**
 * What an insurer may know of who asks: the same person is the same subject each time, and another one at every other
 * insurer; an organisation is named only when it is the insurer itself; why somebody reads stays with us.
 */
export function cutForInsurer({ principal, locale, mode }: Envelope, insurerId: string, signer: Pick<EnvelopeSigner, 'pseudonym'>): Envelope {
  const { subject, organisation, roles, scopes } = principal;
  const cut: Principal = { subject: signer.pseudonym(insurerId, subject), organisation: organisation === insurerId ? insurerId : null, roles, scopes, purpose: null };
  return { principal: cut, locale, mode };
}

/**
 * Whether somebody may ask an insurer by one of its root fields. Cover is decided on by the house's record before
 * anything is asked about it; a root field has nothing before it.
 */
export function mayAskInsurer({ roles, organisation }: Principal, insurerId: string): boolean {
  return roles.includes('service') || roles.includes('regulator') || (roles.includes('insurer_officer') && organisation === insurerId);
}
