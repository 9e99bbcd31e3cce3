import { Moment } from './day.tsx';
import { asDuration } from './format.ts';
import { words } from './language.ts';

interface TimeLeftProps {
  readonly until: string;
  /** False when nobody is waited for any more. */
  readonly runs: boolean;
}

/** When a clock runs out, and how long that is from now, or how long ago it was. */
export function TimeLeft({ until, runs }: TimeLeftProps) {
  const left = Date.parse(until) - Date.now();
  return (
    <>
      <Moment at={until} />
      {runs ? <span class={left < 0 ? 'clock over' : 'clock'}>{left < 0 ? words.overBy(asDuration(-left)) : words.leftFor(asDuration(left))}</span> : null}
    </>
  );
}
