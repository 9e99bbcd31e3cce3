import { createLocalJWKSet } from 'jose';
import type { JWTVerifyGetKey } from 'jose';
import { createEnvelopeSigner } from '../../gateway/auth/envelope.ts';
import type { Locale, Principal } from '../../schema/contracts/identity.ts';
import type { ProgrammeMode } from '../../schema/contracts/mode.ts';

export interface TestEnvelopes {
  /** What a house is given as the gateway's keys. */
  readonly keys: JWTVerifyGetKey;
  sign(call: { readonly audience: string; readonly principal: Principal; readonly locale?: Locale }): Promise<string>;
}

/** Signs identity envelopes as the gateway would, for a house that is tested without one. */
export async function createEnvelopes({ mode = 'SANDBOX' as ProgrammeMode } = {}): Promise<TestEnvelopes> {
  const signer = await createEnvelopeSigner();
  return {
    keys: createLocalJWKSet(signer.jwks),
    sign: ({ audience, principal, locale = 'en' }) => signer.seal({ principal, locale, mode }, audience),
  };
}
