import { readFile, readdir } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import { LIVES as REGISTRY } from '../../../gateway/registry/domain/lives.ts';
import { ROLES } from '../../../schema/contracts/identity.ts';
import { LIVES as ASSOCIATIONS } from '../../../subgraphs/associations/domain/lives.ts';
import { LIVES as INSURERS } from '../../../subgraphs/insurers/domain/lives.ts';
import { lifeTable } from '../../../subgraphs/kit/role-matrix.ts';
import type { AnyLife } from '../../../subgraphs/kit/role-matrix.ts';
import { takeStep } from '../../../subgraphs/kit/transitions.ts';
import type { Actor } from '../../../subgraphs/kit/transitions.ts';
import { LIVES as REGULATION } from '../../../subgraphs/regulation/domain/lives.ts';

/* The matrix and what is enforced cannot differ: every life, state, step and role is tried through the function that every command asks. */

const LIVES: readonly (readonly [string, AnyLife])[] = [...ASSOCIATIONS, ...INSURERS, ...REGULATION, ...REGISTRY].map((life) => [life.name, life]);
const ACTORS: readonly Actor[] = [...ROLES, 'timer'];

/** What the function does with the table's own rows. Each condition is put in place of one that says it was asked: state and role are decided before. */
function behaviour(life: AnyLife, state: string, action: string, actor: Actor): 'passes' | 'not its role' | 'not from here' {
  const asked = { ...life, transitions: life.transitions.map((row) => ({ ...row, guard: () => ({ code: 'CONFLICT' as const }) })) };
  const step = takeStep(asked, state, action, [actor], {} as never);
  if (!('refusal' in step)) throw new Error('no condition was asked');
  if (step.refusal.code === 'CONFLICT') return 'passes';
  return step.refusal.code === 'NOT_YOURS' ? 'not its role' : 'not from here';
}

describe('the role matrix', () => {
  it.each(LIVES)('says of the %s what is done, for every state, step and role', (_name, life) => {
    const { steps, states } = lifeTable(life);
    let tried = 0;
    for (const { code: state } of states) {
      for (const action of new Set(life.transitions.map((row) => row.action))) {
        const shown = steps.find((step) => step.from.code === state && step.action.code === action);
        for (const actor of ACTORS) {
          const told = shown === undefined ? 'not from here' : shown.actors.some(({ code }) => code === actor) ? 'passes' : 'not its role';
          expect([state, action, actor, behaviour(life, state, action, actor)]).toEqual([state, action, actor, told]);
          tried += 1;
        }
      }
    }
    expect(tried).toBe(states.length * new Set(life.transitions.map((row) => row.action)).size * ACTORS.length);
  });

  it.each(LIVES)('reads in Arabic and in English: the %s', (_name, life) => {
    const { life: kind, states, steps } = lifeTable(life);
    for (const { code, title } of [kind, ...states, ...steps.flatMap((step) => [step.action, ...step.actors])]) {
      expect([code, title.ar]).toEqual([code, expect.stringMatching(/^[\u0600-\u06FF ]+$/)]);
      expect(title.en).toMatch(/^[A-Z][a-z ]+$/);
    }
  });

  it('has every life that is defined anywhere', async () => {
    const root = new URL('../../../', import.meta.url).pathname;
    const defined: string[] = [];
    for (const folder of ['subgraphs', 'gateway']) {
      for (const path of (await readdir(`${root}${folder}`, { recursive: true })).filter((each) => each.endsWith('.ts'))) {
        const text = await readFile(`${root}${folder}/${path}`, 'utf8');
        if (!path.endsWith('transitions.ts') && text.includes('defineLife<')) defined.push(/name: '([^']+)'/.exec(text.slice(text.indexOf('defineLife<')))?.[1] ?? path);
      }
    }
    expect(defined.sort()).toEqual(LIVES.map(([name]) => name).sort());
  });
});
