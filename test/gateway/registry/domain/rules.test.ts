import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { answersChallenge, challengeUrlOf } from '../../../../gateway/registry/domain/challenge.ts';
import { clashes, refuseNamespace } from '../../../../gateway/registry/domain/namespace.ts';
import { SDL_LIMIT_BYTES, refuseSubmission } from '../../../../gateway/registry/domain/submission.ts';
import { isNewer } from '../../../../gateway/registry/domain/told-accreditation.ts';
import type { ToldAccreditation } from '../../../../gateway/registry/domain/told-accreditation.ts';

describe('a namespace', () => {
  it('may begin no name of the graph, however that is written', () => {
    expect(refuseNamespace('med', ['Medical'])).toMatchObject({ code: 'NAMESPACE_RESERVED' });
    expect(refuseNamespace('medical', ['Medical'])).toMatchObject({ code: 'NAMESPACE_RESERVED' });
    expect(refuseNamespace('medicals', ['Medical'])).toBeNull();
    expect(refuseNamespace('tawun', ['Medical'])).toBeNull();
  });

  it('clashes with another when one begins the other, whichever came first', () => {
    const name = fc.stringMatching(/^[a-z][a-z0-9]{2,9}$/);
    fc.assert(fc.property(name, name, (one, other) => {
      expect(clashes(one, other)).toBe(clashes(other, one));
      // What neither begins cannot be read as the other's, whatever is added.
      if (!clashes(one, other)) expect(`${one}_a`.startsWith(other)).toBe(false);
      expect(clashes(one, one + other)).toBe(true);
    }));
  });
});

describe('the challenge', () => {
  it('is at the origin, wherever under it the endpoint is', () => {
    expect(challengeUrlOf('https://insurer.example:8443/a/graphql?tenant=1')).toBe('https://insurer.example:8443/.well-known/wasq-challenge');
  });

  it('is answered by the token alone', () => {
    expect(answersChallenge('token', 'token')).toBe(true);
    expect(answersChallenge('token', ' token\r\n')).toBe(true);
    for (const answer of ['', 'toke', 'token token', '<html>token</html>', 'TOKEN']) expect(answersChallenge('token', answer)).toBe(false);
  });
});

describe('a submission', () => {
  const good = { url: 'https://insurer.example/graphql', sdl: null, deadlineMs: 2_000 };
  const refused = (change: object) => refuseSubmission({ ...good, ...change }, 'https://insurer.example')?.code ?? null;

  it('stays at the proved origin, within a deadline and a size in bytes', () => {
    expect(refused({})).toBeNull();
    expect(refused({ url: 'https://insurer.example/v2' })).toBeNull();
    expect(refused({ url: 'https://insurer.example:8443/graphql' })).toBe('ADDRESS_NOT_PROVED');
    expect(refused({ url: 'https://insurer.example.evil.example/graphql' })).toBe('ADDRESS_NOT_PROVED');
    expect(refused({ url: 'http://insurer.example/graphql' })).toBe('ADDRESS_NOT_PROVED');
    expect([99, 100, 5_000, 5_001].map((deadlineMs) => refused({ deadlineMs }))).toEqual(['INVALID_INPUT', null, null, 'INVALID_INPUT']);
    expect(refused({ sdl: 'ع'.repeat(SDL_LIMIT_BYTES / 2) })).toBeNull();
    expect(refused({ sdl: `${'ع'.repeat(SDL_LIMIT_BYTES / 2)}.` })).toBe('SDL_TOO_LARGE');
  });
});

describe('what was told of an accreditation', () => {
  it('is in the end what was told last, in whatever order it arrives', () => {
    const tells: ToldAccreditation[] = ['0190-a', '0190-b'].flatMap((accreditationId) =>
      [1, 2, 3].map((version) => ({ accreditationId, version, standing: version % 2 === 1 ? 'IN_FORCE' as const : 'LAPSED' as const })));
    fc.assert(fc.property(fc.shuffledSubarray(tells, { minLength: tells.length }), (order) => {
      let known: ToldAccreditation | null = null;
      for (const told of [...order, ...order]) if (isNewer(told, known)) known = told;
      expect(known).toEqual(tells.at(-1));
    }));
  });
});
