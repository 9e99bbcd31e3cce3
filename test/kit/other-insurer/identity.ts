import { createHash, createPublicKey, verify } from 'node:crypto';
import type { JWK } from 'jose';
import type { Fault } from './faults.ts';

export interface OtherCaller {
  readonly roles: readonly string[];
  readonly scopes: readonly string[];
}

/** The identity check by hand, with Node's own cryptography alone: what a server in another language would write. */
export function identityCheck(insurerId: string, keys: () => Promise<readonly JWK[]>, fault: Fault | null) {
  return async (token: string | undefined, body: Buffer): Promise<OtherCaller | null> => {
    if (token === undefined) return fault === 'asks for no identity' ? { roles: ['service'], scopes: ['policy:read', 'house:tell'] } : null;
    const [header = '', claims = '', signature = ''] = token.split('.');
    const { alg, kid } = partOf(header);
    const { iss, aud, exp, digest, principal } = partOf(claims);
    if (alg === 'none') {
      if (fault !== 'takes alg none') return null;
    } else if (alg === 'EdDSA') {
      const key = (await keys()).find((each) => each.kid === kid);
      const holds = key !== undefined && verify(null, Buffer.from(`${header}.${claims}`), createPublicKey({ key: key as Record<string, string>, format: 'jwk' }), Buffer.from(signature, 'base64url'));
      if (!holds && fault !== 'verifies no signature') return null;
    } else return null;
    const audience = fault === 'trusts another audience' ? 'wasq:insurers' : `insurer:${insurerId}`;
    if (aud !== audience && fault !== 'takes any audience') return null;
    if (iss !== 'wasq:gateway' && fault !== 'takes any issuer') return null;
    if (!(typeof exp === 'number' && exp * 1_000 > Date.now()) && fault !== 'looks at no clock') return null;
    if (digest === undefined ? fault !== 'asks for no digest' : digest !== createHash('sha256').update(body).digest('base64url') && fault !== 'takes any digest') return null;
    return principal as OtherCaller;
  };
}

function partOf(part: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(part, 'base64url').toString('utf8')) as Record<string, unknown>;
}
