import type { ProgrammeMode } from '../../../schema/contracts/mode.ts';
import { createOutsideAgent } from '../../execution/outside-agent.ts';
import type { Resolve } from '../../execution/outside-agent.ts';
import type { OutsideRules } from '../../execution/outside-url.ts';
import type { Admission } from '../admission.ts';
import type { ClaimsSigner } from './conformance-target.ts';
import { runConformance } from './run-conformance.ts';

export interface ConformSettings {
  /** The gateway's own key, which the subgraph trusts already. */
  readonly signer: ClaimsSigner;
  readonly mode: ProgrammeMode;
  /** How far the endpoint's address may lead. */
  readonly addresses: OutsideRules;
  /** How names become addresses; the system's way when left out. */
  readonly resolve?: Resolve;
}

/** The behaviour suite as the registry asks for it: over connections of its own, which end with the run. */
export function createConform({ signer, mode, addresses, resolve }: ConformSettings): Admission['conform'] {
  return async ({ url, insurerId, deadlineMs, sdl }) => {
    const dispatcher = createOutsideAgent({ rules: addresses, ...(resolve === undefined ? {} : { resolve }) });
    try {
      const { admissible, grade, checks } = await runConformance({ url, insurerId, signer, mode, deadlineMs, extension: sdl, dispatcher });
      return {
        admissible,
        grade,
        checks: checks.map(({ id, ok, sentence, sentenceAr }) => ({
          name: id, passed: ok, code: null, reason: ok ? null : { en: sentence, ar: sentenceAr }, coordinate: null, rule: null, owner: null,
        })),
      };
    } finally {
      await dispatcher.close();
    }
  };
}
