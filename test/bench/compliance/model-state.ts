import type { Player } from '../../../gateway/demo/player.ts';
import { poll } from './poll.ts';

/** Longer than anything here may take, even on a machine that others use too. */
export const LONGEST_MS = 900_000;

/** Looking more often would take a good part of the machine from what is looked at. */
const LOOK_AGAIN_MS = 250;

/** Between two lines about what goes on. */
const TELL_AGAIN_MS = 15_000;

const SOURCES = '{ complianceOverview { sources { feed upToDate } } }';
const LIVES = '{ complianceOverview { figures(of: [LIVES]) { value } } }';

export type Say = (line: string) => void;

interface Sources { readonly complianceOverview: { readonly sources: { readonly upToDate: boolean }[] } }

async function countedLives(regulator: Player): Promise<number> {
  const { complianceOverview } = await regulator.ask<{ complianceOverview: { figures: { value: string }[] } }>(LIVES);
  return Number(complianceOverview.figures[0]?.value);
}

/** Waits until everything was read and counted; answers how many lives there are. */
export async function untilCounted(regulator: Player, say: Say): Promise<number> {
  const tell = everyNow(async () => say(`read and counted so far: ${await countedLives(regulator)} lives`));
  await poll(
    'the read model', () => tell().then(() => regulator.ask<Sources>(SOURCES)),
    ({ complianceOverview: { sources } }) => sources.length > 0 && sources.every(({ upToDate }) => upToDate), LOOK_AGAIN_MS, LONGEST_MS,
  );
  return countedLives(regulator);
}

/** Says something now and then, however often it is called. */
function everyNow(say: () => Promise<void>): () => Promise<void> {
  let last = performance.now();
  return async () => {
    if (performance.now() - last < TELL_AGAIN_MS) return;
    last = performance.now();
    await say();
  };
}

export interface Evaluation {
  readonly id: string; readonly state: string; readonly evaluated: number; readonly opened: number; readonly changed: number; readonly closed: number;
  readonly askedAt: string; readonly endedAt: string | null;
}

const EVALUATION = 'id state evaluated opened changed closed askedAt endedAt';

export function secondsOf({ askedAt, endedAt }: Evaluation): number {
  return (Date.parse(endedAt ?? '') - Date.parse(askedAt)) / 1_000;
}

/** Waits until no evaluation runs; answers those there were, newest first. */
export async function untilJudged(regulator: Player, say: Say): Promise<Evaluation[]> {
  let running: Evaluation | undefined;
  const tell = everyNow(async () => tellProgress(running, say));
  const { complianceEvaluations } = await poll(
    'evaluations', () => tell().then(() => regulator.ask<{ complianceEvaluations: { edges: { node: Evaluation }[] } }>(`{ complianceEvaluations(first: 20) { edges { node { ${EVALUATION} } } } }`)),
    (answer) => {
      running = answer.complianceEvaluations.edges.map(({ node }) => node).find(({ state }) => state !== 'ENDED');
      return running === undefined;
    }, LOOK_AGAIN_MS, LONGEST_MS,
  );
  return complianceEvaluations.edges.map(({ node }) => node);
}

/** Asks for an evaluation of every rule over everything, and waits for its end. */
export async function evaluateAll(regulator: Player, say: Say): Promise<Evaluation> {
  const { evaluation } = await regulator.tell<{ evaluation: { id: string } }>('evaluateCompliance', 'EvaluateComplianceInput', {}, 'evaluation { id }');
  let running: Evaluation | undefined;
  const tell = everyNow(async () => tellProgress(running, say));
  const { complianceEvaluation } = await poll(
    'the evaluation', () => tell().then(() => regulator.ask<{ complianceEvaluation: Evaluation }>(`query ($id: ID!) { complianceEvaluation(id: $id) { ${EVALUATION} } }`, { id: evaluation.id })),
    (answer) => {
      running = answer.complianceEvaluation;
      return running.state === 'ENDED';
    }, LOOK_AGAIN_MS, LONGEST_MS,
  );
  return complianceEvaluation;
}

function tellProgress(running: Evaluation | undefined, say: Say): void {
  if (running !== undefined) say(`judged so far: ${running.evaluated} cases, ${running.opened} findings opened`);
}
