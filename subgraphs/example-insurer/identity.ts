import { createHash } from 'node:crypto';
import { jwtVerify } from 'jose';
import type { JWTVerifyGetKey } from 'jose';

/** Who asks, as the gateway vouches for it. A person is a pseudonym here, the same one each time and for this insurer alone. */
export interface Caller {
  readonly subject: string;
  /** This insurer's own id for its officers, null for everybody whose organisation is none of our business. */
  readonly organisation: string | null;
  readonly roles: readonly string[];
  readonly scopes: readonly string[];
  readonly locale: 'ar' | 'en';
  /** SANDBOX, PILOT or LIVE. */
  readonly mode: string;
}

/** The call does not come from the gateway, or not for us, or not now, or not with this body. Never says what was in it. */
export class IdentityRefused extends Error {
  override readonly name = 'IdentityRefused';
}

const ISSUER = 'wasq:gateway';

/** The gateway signs for 60 seconds; ours and its clock may differ by this much. */
const CLOCK_SECONDS = 5;
const OLDEST_SECONDS = 60;

/**
 * Answers a function that reads the identity header. Four things must hold, and the fourth is the one people forget:
 * the gateway signed it, it is for this insurer, it is fresh, and it was signed for exactly these bytes.
 */
export function createIdentityCheck(insurerId: string, keys: JWTVerifyGetKey): (token: string | undefined, body: Buffer) => Promise<Caller> {
  return async (token, body) => {
    if (token === undefined || token === '') throw new IdentityRefused('missing');
    const { payload } = await jwtVerify(token, keys, {
      algorithms: ['EdDSA'],
      issuer: ISSUER,
      audience: `insurer:${insurerId}`,
      requiredClaims: ['exp', 'iat', 'digest'],
      maxTokenAge: OLDEST_SECONDS,
      clockTolerance: CLOCK_SECONDS,
    }).catch((error: unknown) => {
      throw new IdentityRefused(error instanceof Error && 'code' in error ? String(error.code) : 'not verifiable');
    });
    if (payload['digest'] !== createHash('sha256').update(body).digest('base64url')) throw new IdentityRefused('signed for another body');
    return callerOf(payload);
  };
}

function callerOf({ principal, locale, mode }: Record<string, unknown>): Caller {
  const { subject, organisation, roles, scopes } = (principal ?? {}) as Record<string, unknown>;
  if (typeof subject !== 'string' || typeof mode !== 'string') throw new IdentityRefused('claims of another shape');
  return {
    subject,
    organisation: typeof organisation === 'string' ? organisation : null,
    roles: textsOf(roles),
    scopes: textsOf(scopes),
    locale: locale === 'ar' ? 'ar' : 'en',
    mode,
  };
}

function textsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((each): each is string => typeof each === 'string') : [];
}
