import { GraphQLError, parse } from 'graphql';
import { answerQuestions } from '../composition/answer-questions.ts';
import { stripSecurity } from '../composition/strip-security.ts';
import { readRules } from '../composition/supergraph-rules.ts';
import { loadPlanner } from './planner.ts';
import type { LoadedPlanner } from './planner.ts';
import type { PlannerAnswer, PlannerQuestion } from './planner-thread.ts';

/* The other side of planner-thread.ts: holds the planner of every generation that still answers. */
const planners = new Map<number, LoadedPlanner['plan']>();

answerQuestions((question: PlannerQuestion): PlannerAnswer => {
  switch (question.kind) {
    case 'load': {
      const supergraph = parse(question.supergraphSdl, { noLocation: true });
      const { facts, plan } = loadPlanner(stripSecurity(supergraph), question.isValid);
      planners.set(question.generation, plan);
      return { kind: 'loaded', facts, rules: readRules(supergraph) };
    }
    case 'plan': {
      const plan = planners.get(question.generation);
      if (!plan) return { kind: 'unknown' };
      try {
        return { kind: 'planned', plan: plan(parse(question.text, { noLocation: true }), question.operationName) };
      } catch (error) {
        if (!(error instanceof GraphQLError)) throw error;
        return { kind: 'refused', message: error.message, code: typeof error.extensions.code === 'string' ? error.extensions.code : null };
      }
    }
    case 'forget':
      planners.delete(question.generation);
      return { kind: 'unknown' };
  }
});
