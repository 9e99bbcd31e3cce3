import { scaleTime } from 'd3-scale';
import { asDuration, asMoment } from '../format.ts';
import { said, wordFor, words } from '../language.ts';
import type { LocalizedText } from '../language.ts';
import { asCount } from '../format.ts';
import { TIMELINE } from '../questions.ts';
import { linkTo } from '../route.ts';
import type { Route } from '../route.ts';
import { useGraph } from '../use-graph.ts';
import { Plot } from './plot.tsx';

interface Answer {
  readonly tender: {
    readonly id: string;
    readonly title: LocalizedText;
    readonly state: string;
    readonly history: readonly { readonly from: string | null; readonly to: string; readonly at: string }[];
  } | null;
}

interface Phase { readonly state: string; readonly from: Date; readonly until: Date | null }

const OVER = new Set(['COMPLETE', 'CANCELLED', 'UNSUCCESSFUL']);

export function TenderTimeline({ route, tender }: { readonly route: Route; readonly tender: string | null }) {
  const { data, problems, waiting } = useGraph<Answer>(TIMELINE, { id: tender });
  const found = tender === null ? null : data?.tender ?? null;
  const phases = found ? phasesOf(found.history) : [];
  const first = phases[0]?.from ?? new Date(0);
  const last = phases[phases.length - 1];
  const end = last && OVER.has(last.state) ? last.from : new Date();
  const scale = scaleTime([first, end > first ? end : new Date(first.getTime() + 1)], [0, 100]);
  const length = ({ from, until }: Phase): string => asDuration((until ?? end).getTime() - from.getTime());
  return (
    <Plot
      id="timeline" title={words.timelineTitle} note={found ? said(found.title) : words.timelineNote} waiting={waiting} problems={tender === null ? [] : problems}
      summary={found ? words.timelineSummary(asCount(phases.length), wordFor(words.tenderStates, found.state)) : waiting ? '' : words.timelineNone}
      head={[words.phase, words.from, words.until, words.lasted]}
      rows={phases.map((phase) => [wordFor(words.tenderStates, phase.state), asMoment(phase.from.toISOString()), phase.until === null ? words.still : asMoment(phase.until.toISOString()), length(phase)])}
    >
      {found === null ? null : (
        <>
          <ol class="timeline">
            {phases.map((phase) => (
              <li key={`${phase.state} ${phase.from.getTime()}`}>
                <span class="bar-name">{wordFor(words.tenderStates, phase.state)}</span>
                <svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true" focusable="false">
                  <rect class="track" x="0" y="0" width="100" height="10" />
                  <rect class={phase.until === null ? 'now' : 'phase'} x={Math.min(99.4, scale(phase.from))} y="0" height="10" width={Math.max(0.6, scale(phase.until ?? end) - scale(phase.from))} />
                </svg>
                <span class="bar-value">{length(phase)}<small>{asMoment(phase.from.toISOString())}</small></span>
              </li>
            ))}
          </ol>
          {route.view === 'tender' ? null : <p><a href={linkTo(route, 'tender', {}, found.id)}>{words.views.tender}: {said(found.title)}</a></p>}
        </>
      )}
    </Plot>
  );
}

/** Steps that stay in a state, such as an amendment, begin no phase. */
function phasesOf(history: readonly { readonly to: string; readonly at: string }[]): Phase[] {
  const begun = history.filter(({ to }, place) => to !== history[place - 1]?.to);
  return begun.map(({ to, at }, place) => {
    const next = begun[place + 1];
    return { state: to, from: new Date(at), until: next ? new Date(next.at) : null };
  });
}
