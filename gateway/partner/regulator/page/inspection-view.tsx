import { Moment } from './day.tsx';
import { inspectedName, isAwaited } from './inspections-view.tsx';
import type { Inspected } from './inspections-view.tsx';
import { wordFor, words } from './language.ts';
import { Problems, Waiting } from './notices.tsx';
import { INSPECTION } from './questions.ts';
import { linkTo } from './route.ts';
import type { Route } from './route.ts';
import { SeverityMark } from './severity-mark.tsx';
import { StepsTaken } from './steps-taken.tsx';
import type { StepTaken } from './steps-taken.tsx';
import { TimeLeft } from './time-left.tsx';
import { useGraph } from './use-graph.ts';

interface Case extends Inspected {
  readonly id: string; readonly title: string; readonly severity: string; readonly state: string; readonly assignee: string | null; readonly openedAt: string; readonly dueAt: string;
  readonly answer: string | null; readonly answeredAt: string | null; readonly closedAt: string | null;
  readonly finding: { readonly id: string; readonly ruleId: string; readonly observed: string; readonly state: string } | null;
  readonly notes: readonly { readonly id: string; readonly at: string; readonly by: string; readonly text: string; readonly shared: boolean }[];
  readonly history: readonly StepTaken[];
}

/** One inspection case: its clock, the owner's answer, the notes, and the finding it follows. */
export function InspectionView({ route }: { readonly route: Route }) {
  const { data, problems, waiting } = useGraph<{ readonly inspectionCase: Case | null }>(INSPECTION, { id: route.id });
  const found = data?.inspectionCase ?? null;
  return (
    <>
      <h1 tabIndex={-1}>{words.views.inspection}{found ? <> <bdi>{found.title}</bdi> <SeverityMark severity={found.severity} /></> : null}</h1>
      <Waiting waiting={waiting} />
      <Problems problems={problems} />
      {found === null ? (waiting ? null : <p>{words.nothingFound}</p>) : <Whole found={found} route={route} />}
    </>
  );
}

function Whole({ found, route }: { readonly found: Case; readonly route: Route }) {
  const { association, finding } = found;
  return (
    <>
      <div class="pair">
        <section class="panel" aria-labelledby="clock">
          <h2 id="clock">{words.clock}</h2>
          <dl class="facts">
            <dt>{words.state}</dt><dd>{wordFor(words.inspectionStates, found.state)}</dd>
            <dt>{words.owner}</dt><dd>{association ? <a href={linkTo(route, 'association', {}, association.id)}>{inspectedName(found)}</a> : inspectedName(found)}</dd>
            <dt>{words.dueAt}</dt><dd><TimeLeft until={found.dueAt} runs={isAwaited(found.state)} /></dd>
            <dt>{words.assignee}</dt><dd><bdi>{found.assignee ?? words.nobodyYet}</bdi></dd>
            <dt>{words.openedAt}</dt><dd><Moment at={found.openedAt} /></dd>
            {found.closedAt === null ? null : <><dt>{words.closed}</dt><dd><Moment at={found.closedAt} /></dd></>}
            {finding === null ? null : <><dt>{words.views.finding}</dt><dd><a href={linkTo(route, 'finding', {}, finding.id)}><bdi>{finding.ruleId}</bdi></a> · {wordFor(words.findingStates, finding.state)}<br /><span lang="en" dir="auto">{finding.observed}</span></dd></>}
          </dl>
        </section>
        <section class="panel" aria-labelledby="answer">
          <h2 id="answer">{words.answer}</h2>
          {found.answer === null ? <p>{words.noAnswer}</p> : <><p class="observed" dir="auto">{found.answer}</p>{found.answeredAt === null ? null : <Moment at={found.answeredAt} />}</>}
          <h2>{words.notes}</h2>
          {found.notes.length === 0 ? <p>{words.noNotes}</p> : (
            <ol class="steps">
              {found.notes.map(({ id, at, by, text, shared }) => <li key={id}><Moment at={at} /> <span>{words.by} <bdi>{by}</bdi></span> <span class="mark">{shared ? words.noteShared : words.noteOwn}</span><p dir="auto">{text}</p></li>)}
            </ol>
          )}
        </section>
      </div>
      <StepsTaken id="history" steps={found.history} actions={words.inspectionActions} />
    </>
  );
}
