import type { CompiledPlan, FetchStep, Step } from './compiled-plan.ts';
import { fetchEntities } from './fetch-entities.ts';
import { objectsAt } from './merged-data.ts';
import type { Merged } from './merged-data.ts';
import { mergeAnswer } from './merge-answer.ts';
import { requestOf } from './running.ts';
import type { Running } from './running.ts';

/** Runs the waves of a plan: what stands beside each other at once, what stands in a row one after the other. */
export async function runPlan({ root }: CompiledPlan, running: Running): Promise<void> {
  if (root) await runStep(root, running);
}

async function runStep(step: Step, running: Running): Promise<void> {
  switch (step.kind) {
    case 'sequence':
      for (const each of step.steps) await runStep(each, running);
      return;
    case 'parallel':
      await Promise.all(step.steps.map((each) => runStep(each, running)));
      return;
    case 'fetch':
      await (step.represent ? fetchEntities(step, step.represent, running) : fetchRoot(step, running));
  }
}

/** Asks a subgraph from its root; the answer belongs to every object at the path. */
async function fetchRoot(step: FetchStep, running: Running): Promise<void> {
  const { data, trouble, isConcrete } = running;
  const objects = objectsAt(data, step.path);
  if (objects.size === 0) return;
  try {
    const answer = await running.ask(step.service, requestOf(step, running));
    for (const error of answer.errors ?? []) trouble.tellOf(objects, step, error, error.path ?? []);
    const answered = answer.data as Merged | null | undefined;
    if (!answered) return trouble.fail(objects);
    step.rewriteAnswer(answered);
    for (const object of objects) mergeAnswer(object, answered, step.composites, isConcrete);
  } catch (error) {
    trouble.tell(objects, step, error);
    trouble.fail(objects);
  }
}
