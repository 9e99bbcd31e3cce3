import { describe, expect, it } from '@jest/globals';
import { decodeJwt, exportJWK, generateKeyPair } from 'jose';
import { cutForInsurer, mayAskInsurer } from '../../../gateway/auth/envelope-of-insurer.ts';
import { createEnvelopeSigner } from '../../../gateway/auth/envelope.ts';
import { ANONYMOUS } from '../../../schema/contracts/identity.ts';
import type { Principal } from '../../../schema/contracts/identity.ts';
import { principalOf } from '../../kit/principals.ts';

const signingKey = await exportJWK((await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true })).privateKey);

describe('the envelope of an insurer', () => {
  it('is good for one body, and made anew for each', async () => {
    const signer = await createEnvelopeSigner(signingKey);
    const envelope = { principal: ANONYMOUS, locale: 'en' as const, mode: 'SANDBOX' as const };
    const [first, second] = await Promise.all([signer.sealCall(envelope, 'insurer:a', 'digest-1'), signer.sealCall(envelope, 'insurer:a', 'digest-2')]);
    expect([decodeJwt(first), decodeJwt(second)]).toMatchObject([{ digest: 'digest-1', aud: 'insurer:a' }, { digest: 'digest-2' }]);
    expect(decodeJwt(await signer.seal(envelope, 'insurer-network'))).not.toHaveProperty('digest');
  });

  it('calls a person by the same name on every replica, and by another at every insurer and under another key', async () => {
    const [one, replica, stranger] = await Promise.all([createEnvelopeSigner(signingKey), createEnvelopeSigner(signingKey), createEnvelopeSigner()]);
    const names = [one.pseudonym('a', 'person'), replica.pseudonym('a', 'person'), one.pseudonym('b', 'person'), one.pseudonym('a', 'other'), stranger.pseudonym('a', 'person')];
    expect(names[1]).toBe(names[0]);
    expect(new Set(names).size).toBe(4);
    expect(names.join()).not.toContain('person');
  });

  it('names the insurer\'s own organisation alone, and no purpose', async () => {
    const signer = await createEnvelopeSigner(signingKey);
    const cut = (principal: Principal) => cutForInsurer({ principal: { ...principal, purpose: 'about a person' }, locale: 'ar', mode: 'PILOT' }, 'a', signer);
    expect(cut(principalOf('insurer_officer', 'a'))).toMatchObject({ principal: { organisation: 'a', roles: ['insurer_officer'], purpose: null }, locale: 'ar', mode: 'PILOT' });
    expect(cut(principalOf('insurer_officer', 'b')).principal.organisation).toBeNull();
    expect(cut(principalOf('service', 'insurers', 'house:insurers')).principal.subject).not.toContain('house');
  });

  it('is made for a root field only when its own officer, the regulator or a house asks', () => {
    const may = (principal: Principal) => mayAskInsurer(principal, 'a');
    expect([principalOf('insurer_officer', 'a'), principalOf('regulator'), principalOf('service', 'insurers')].map(may)).toEqual([true, true, true]);
    expect([principalOf('insurer_officer', 'b'), principalOf('association_officer', 'a'), principalOf('member'), principalOf('council'), ANONYMOUS].map(may)).toEqual([false, false, false, false, false]);
  });
});
