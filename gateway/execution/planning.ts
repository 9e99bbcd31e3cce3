import { parse } from 'graphql';
import { stripSecurity } from '../composition/strip-security.ts';
import { readRules } from '../composition/supergraph-rules.ts';
import type { SupergraphRules } from '../composition/supergraph-rules.ts';
import { loadPlanner } from './planner.ts';
import type { Plan, SupergraphFacts } from './planner.ts';

export interface LoadedSupergraph {
  readonly facts: SupergraphFacts;
  readonly rules: SupergraphRules;
  readonly plan: Plan;
  /** Frees the planner, when nothing will be planned over this supergraph any more. */
  forget(): void;
}

/** Where supergraphs are loaded and operations planned. */
export interface Planning {
  /** @param supergraphSdl as composed. @param isValid composition has just validated it. @throws when it cannot be planned over. */
  load(supergraphSdl: string, isValid?: boolean): Promise<LoadedSupergraph>;
  close(): Promise<void>;
}

/** In this thread, which answers nobody meanwhile: for tests, and where operations are few and known. */
export function planHere(): Planning {
  return {
    async load(supergraphSdl, isValid) {
      const supergraph = parse(supergraphSdl, { noLocation: true });
      return { ...loadPlanner(stripSecurity(supergraph), isValid), rules: readRules(supergraph), forget: () => undefined };
    },
    close: () => Promise.resolve(),
  };
}
