import { Day, Moment } from './day.tsx';
import { said, wordFor, words } from './language.ts';
import type { LocalizedText } from './language.ts';
import { Problems, Waiting } from './notices.tsx';
import { Person } from './person.tsx';
import { FINDING } from './questions.ts';
import { linkTo } from './route.ts';
import type { Route } from './route.ts';
import { SeverityMark } from './severity-mark.tsx';
import { StepsTaken } from './steps-taken.tsx';
import type { StepTaken } from './steps-taken.tsx';
import { useGraph } from './use-graph.ts';

interface Rule {
  readonly title: LocalizedText; readonly value: string; readonly unit: string; readonly source: string;
  readonly effectiveFrom: string; readonly effectiveTo: string | null; readonly verifiedOn: string | null;
}

interface Finding {
  readonly id: string; readonly ruleId: string; readonly ruleValue: string; readonly severity: string; readonly state: string; readonly kind: string;
  readonly observed: string; readonly openedAt: string; readonly changedAt: string; readonly closedAt: string | null; readonly closedBecause: string | null;
  readonly timesOpened: number; readonly appliesOn: string; readonly ownerSector: string; readonly answer: string | null; readonly answeredAt: string | null;
  readonly rule: Rule | null;
  readonly association: { readonly id: string; readonly name: LocalizedText } | null;
  readonly insurer: { readonly id: string; readonly name: LocalizedText } | null;
  readonly subject: { readonly kind: string; readonly id: string };
  readonly facts: readonly { readonly name: string; readonly value: string; readonly source: string; readonly asOf: string; readonly verifiedBy: string; readonly documentReason: string | null }[];
  readonly history: readonly StepTaken[];
}

/** One finding, whole: the rule and its value on that day, what was observed, and every fact with its source and time. */
export function FindingView({ route }: { readonly route: Route }) {
  const { data, problems, waiting } = useGraph<{ readonly finding: Finding | null }>(FINDING, { id: route.id });
  const finding = data?.finding ?? null;
  return (
    <>
      <h1 tabIndex={-1}>{words.views.finding} {finding ? <><bdi>{finding.ruleId}</bdi> <SeverityMark severity={finding.severity} /></> : null}</h1>
      <Waiting waiting={waiting} />
      <Problems problems={problems} />
      {finding === null ? (waiting ? null : <p>{words.nothingFound}</p>) : <Whole finding={finding} route={route} />}
    </>
  );
}

function Whole({ finding, route }: { readonly finding: Finding; readonly route: Route }) {
  const { rule, subject, association, insurer } = finding;
  return (
    <>
      <p class="lead">{said(rule?.title)}</p>
      <div class="pair">
        <section class="panel" aria-labelledby="observed">
          <h2 id="observed">{words.observed}</h2>
          <p class="observed" lang="en" dir="auto">{finding.observed}</p>
          <dl class="facts">
            <dt>{words.state}</dt><dd>{wordFor(words.findingStates, finding.state)} · {wordFor(words.kinds, finding.kind)}</dd>
            <dt>{words.appliesOn}</dt><dd><Day date={finding.appliesOn} /></dd>
            <dt>{words.openedAt}</dt><dd><Moment at={finding.openedAt} /></dd>
            {finding.closedAt === null ? null : <><dt>{words.closed}</dt><dd><Moment at={finding.closedAt} /></dd><dt>{words.closedBecause}</dt><dd lang="en" dir="auto">{finding.closedBecause}</dd></>}
            <dt>{words.owner}</dt><dd>{wordFor(words.sectors, finding.ownerSector)}</dd>
            {association ? <><dt>{words.association}</dt><dd><a href={linkTo(route, 'association', {}, association.id)}>{said(association.name)}</a></dd></> : null}
            {insurer ? <><dt>{words.insurer}</dt><dd>{said(insurer.name)}</dd></> : null}
            <dt>{words.subject}</dt>
            <dd>
              {wordFor(words.subjectKinds, subject.kind)}{' '}
              {subject.kind === 'TENDER' ? <a href={linkTo(route, 'tender', {}, subject.id)}><bdi class="id">{subject.id}</bdi></a> : <bdi class="id">{subject.id}</bdi>}
            </dd>
          </dl>
        </section>
        <section class="panel" aria-labelledby="rule">
          <h2 id="rule">{words.rule} <bdi>{finding.ruleId}</bdi></h2>
          <dl class="facts">
            <dt>{words.ruleValue}</dt><dd><bdi>{finding.ruleValue} {rule?.unit}</bdi></dd>
            {rule ? (
              <>
                <dt>{words.inForce}</dt><dd>{words.from} <Day date={rule.effectiveFrom} />{rule.effectiveTo === null ? null : <> {words.until} <Day date={rule.effectiveTo} /></>}</dd>
                <dt>{words.ruleSource}</dt><dd lang="en" dir="auto">{rule.source}</dd>
                <dt>{words.verified}</dt><dd>{rule.verifiedOn === null ? <span class="unverified">{words.unverified}</span> : <Day date={rule.verifiedOn} />}</dd>
              </>
            ) : null}
          </dl>
        </section>
      </div>
      <section class="panel" aria-labelledby="facts">
        <h2 id="facts">{words.facts}</h2>
        <div class="scroller" role="region" aria-labelledby="facts" tabIndex={0}>
          <table class="sources">
            <thead><tr><th scope="col">{words.factName}</th><th scope="col">{words.factValue}</th><th scope="col">{words.factSource}</th><th scope="col">{words.factAsOf}</th><th scope="col">{words.verifiedBy}</th></tr></thead>
            <tbody>
              {finding.facts.map(({ name, value, source, asOf, verifiedBy, documentReason }) => (
                <tr key={`${name} ${source} ${asOf}`}>
                  <th scope="row"><code dir="ltr">{name}</code></th>
                  <td><code dir="ltr">{value}</code></td>
                  <td><bdi>{source}</bdi>{documentReason === null ? null : <p class="unverified">{words.document}: {documentReason}</p>}</td>
                  <td><Moment at={asOf} /></td>
                  <td><bdi>{verifiedBy}</bdi></td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </section>
      {subject.kind === 'MEMBER' ? <Person id={subject.id} /> : null}
      <div class="pair">
        <StepsTaken id="history" steps={finding.history} actions={words.actions} />
        <section class="panel" aria-labelledby="answer">
          <h2 id="answer">{words.answer}</h2>
          {finding.answer === null ? <p>{words.noAnswer}</p> : <><p dir="auto">{finding.answer}</p>{finding.answeredAt === null ? null : <Moment at={finding.answeredAt} />}</>}
        </section>
      </div>
    </>
  );
}
