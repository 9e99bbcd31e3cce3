import { Moment } from './day.tsx';
import { wordFor, words } from './language.ts';

export interface StepTaken {
  readonly action: string;
  readonly from: string | null;
  readonly to: string;
  readonly by: string;
  readonly at: string;
  readonly reason: string | null;
}

interface StepsTakenProps {
  readonly id: string;
  readonly steps: readonly StepTaken[];
  readonly actions: Readonly<Record<string, string>>;
}

/** What happened to a thing, the first first: what, when, by whom, and the reason that was given. */
export function StepsTaken({ id, steps, actions }: StepsTakenProps) {
  return (
    <section class="panel" aria-labelledby={id}>
      <h2 id={id}>{words.history}</h2>
      <ol class="steps">
        {steps.map(({ action, by, at, reason }, place) => (
          <li key={`${place} ${at}`}><strong>{wordFor(actions, action)}</strong> <Moment at={at} /> <span>{words.by} <bdi>{by === 'timer' ? words.timer : by}</bdi></span>{reason === null ? null : <p dir="auto">{reason}</p>}</li>
        ))}
      </ol>
    </section>
  );
}
