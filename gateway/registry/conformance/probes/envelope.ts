import { generateKeyPair, exportJWK } from 'jose';
import type { JWTPayload } from 'jose';
import { createClaimsSigner } from '../claims-signer.ts';
import { found } from '../probe.ts';
import type { Probe, Sentence } from '../probe.ts';
import type { ConformanceSession } from '../conformance-session.ts';
import { digestOf } from '../subgraph-call.ts';

type Forge = (session: ConformanceSession, body: Buffer) => Promise<string | null>;

const MINUTE = 60;

/** Asks for a covered life with an identity that must be refused. Refused is: no data, and an error or an error status. */
function refuses(id: string, title: Sentence, remedy: Sentence, forge: Forge): Probe {
  return {
    id,
    title,
    kept: { en: 'Refused.', ar: 'رُفض.' },
    weight: 'required',
    async look(session) {
      const [life = ''] = session.lives;
      const { answer } = await session.entities([session.coverage(life)], '... on Coverage { id card { cardNumber } }', { envelope: (body) => forge(session, body) });
      if (answer.status === 0) return found(`The call was cut off (${answer.failure}) instead of being refused with an answer.`, `قُطع النداء (${answer.failure}) بدل رفضه بإجابة.`);
      const refused = answer.body?.data == null && (answer.status >= 400 || (answer.body?.errors?.length ?? 0) > 0);
      return refused ? null : found(`Such a call was answered. ${remedy.en}`, `أُجيب هذا النداء. ${remedy.ar}`);
    },
  };
}

const signed = (change: (claims: JWTPayload, body: Buffer) => JWTPayload): Forge => ({ caller, target }, body) => target.signer.sign(change(caller.claimsFor(body), body));

/** Identities that must not open the door. */
export const ENVELOPE_PROBES: readonly Probe[] = [
  refuses(
    'identity-missing',
    { en: 'A call without identity is refused', ar: 'يُرفض النداء بلا هوية' },
    { en: 'Refuse every call without the header x-wasq-identity.', ar: 'ارفض كل نداء بلا الترويسة x-wasq-identity.' },
    () => Promise.resolve(null),
  ),
  refuses(
    'identity-forged',
    { en: 'A forged identity is refused', ar: 'تُرفض الهوية المزوّرة' },
    { en: 'Verify the signature against the keys of the gateway.', ar: 'تحقّق من التوقيع بمفاتيح البوابة.' },
    async ({ caller, target }, body) => {
      const { privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
      const forged = await (await createClaimsSigner(await exportJWK(privateKey))).sign(caller.claimsFor(body));
      // The header of a good one, so that the key looks known.
      const [header] = (await target.signer.sign(caller.claimsFor(body))).split('.');
      const [, claims, signature] = forged.split('.');
      return [header, claims, signature].join('.');
    },
  ),
  refuses(
    'identity-unsigned',
    { en: 'An identity with `alg: none` is refused', ar: 'تُرفض الهوية ذات `alg: none`' },
    { en: 'Accept EdDSA alone.', ar: 'اقبل EdDSA وحدها.' },
    ({ caller }, body) => {
      const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
      return Promise.resolve(`${part({ alg: 'none', typ: 'JWT' })}.${part(caller.claimsFor(body))}.`);
    },
  ),
  refuses(
    'identity-stale',
    { en: 'A stale identity is refused', ar: 'تُرفض الهوية المنتهية' },
    { en: 'Refuse what is past its `exp`.', ar: 'ارفض ما مضى وقت `exp` فيه.' },
    signed((claims) => ({ ...claims, iat: (claims.iat ?? 0) - 10 * MINUTE, exp: (claims.iat ?? 0) - 9 * MINUTE })),
  ),
  refuses(
    'identity-misdirected',
    { en: 'An identity for another insurer is refused', ar: 'تُرفض هوية موجّهة إلى شركة أخرى' },
    { en: 'Accept the audience insurer:<your id> alone.', ar: 'اقبل الجمهور insurer:<معرّفك> وحده.' },
    // Nobody's identifier: a real one would make this a call that a competitor could use.
    ({ caller, target, newId }, body) => target.signer.sign({ ...caller.claimsFor(body), aud: `insurer:${newId()}` }),
  ),
  refuses(
    'identity-of-another-issuer',
    { en: 'An identity of another issuer is refused', ar: 'تُرفض هوية من مُصدِر آخر' },
    { en: 'Accept the issuer wasq:gateway alone.', ar: 'اقبل المُصدِر wasq:gateway وحده.' },
    signed((claims) => ({ ...claims, iss: 'wasq:house:conformance' })),
  ),
  refuses(
    'identity-of-another-body',
    { en: 'An identity signed for another body is refused', ar: 'تُرفض هوية موقّعة لمتن آخر' },
    { en: 'Compare the claim `digest` with the SHA-256 of the exact bytes received.', ar: 'قارن الحقل `digest` بقيمة SHA-256 للبايتات المستلمة نفسها.' },
    signed((claims, body) => ({ ...claims, digest: digestOf(Buffer.concat([body, Buffer.from(' ')])) })),
  ),
  refuses(
    'identity-without-digest',
    { en: 'An identity without a digest is refused', ar: 'تُرفض هوية بلا بصمة للمتن' },
    { en: 'Require the claim `digest`.', ar: 'اشترط وجود الحقل `digest`.' },
    signed(({ digest: _, ...claims }) => claims),
  ),
];
