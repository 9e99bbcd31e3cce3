import { jwtVerify } from 'jose';
import type { JWTVerifyGetKey } from 'jose';
import { z } from 'zod';
import type { Envelope } from '../../schema/contracts/identity.ts';
import { ENVELOPE_ISSUER, ROLES } from '../../schema/contracts/identity.ts';
import { PROGRAMME_MODES } from '../../schema/contracts/mode.ts';
import type { ProgrammeMode } from '../../schema/contracts/mode.ts';

const CLAIMS = z.object({
  principal: z.object({
    subject: z.string(),
    organisation: z.string().nullable(),
    roles: z.array(z.enum(ROLES as [string, ...string[]])),
    scopes: z.array(z.string()),
    purpose: z.string().nullable(),
    onBehalfOf: z.string().nullable().optional(),
  }),
  locale: z.enum(['ar', 'en']),
  mode: z.enum(PROGRAMME_MODES as [string, ...string[]]),
});

/** Why an envelope was refused; never says what was in it. */
export class EnvelopeRefused extends Error {
  override readonly name = 'EnvelopeRefused';
}

/** Verified envelopes are kept this long at most, since the same principal asks many times a second. */
const KEPT_MS = 10_000;
const KEPT_MOST = 1_000;

/**
 * Answers a function that checks the gateway's identity envelope for one house.
 * It throws EnvelopeRefused when the envelope is missing, forged, stale, for another house, or of another mode.
 */
export function createEnvelopeCheck(house: string, mode: ProgrammeMode, keys: JWTVerifyGetKey): (envelope: string | undefined) => Promise<Envelope> {
  const kept = new Map<string, { readonly envelope: Envelope; readonly until: number }>();
  return async (token) => {
    if (token === undefined || token === '') throw new EnvelopeRefused('missing');
    const known = kept.get(token);
    if (known !== undefined && known.until > Date.now()) return known.envelope;
    kept.delete(token);
    const { payload } = await jwtVerify(token, keys, { algorithms: ['EdDSA'], audience: house, issuer: ENVELOPE_ISSUER, requiredClaims: ['exp'] }).catch(
      (error: unknown) => {
        throw new EnvelopeRefused(error instanceof Error && 'code' in error ? String(error.code) : 'not verifiable');
      },
    );
    const claims = CLAIMS.safeParse(payload);
    if (!claims.success) throw new EnvelopeRefused('claims of another shape');
    if (claims.data.mode !== mode) throw new EnvelopeRefused(`a call of mode ${claims.data.mode} to a house of mode ${mode}`);
    const envelope = { principal: claims.data.principal, locale: claims.data.locale, mode } as Envelope;
    if (kept.size >= KEPT_MOST) kept.clear();
    kept.set(token, { envelope, until: Math.min(Date.now() + KEPT_MS, (payload.exp ?? 0) * 1_000) });
    return envelope;
  };
}
