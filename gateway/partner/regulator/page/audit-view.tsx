import { useState } from 'preact/hooks';
import { titleOfCode, titleOfStep } from '../../../../schema/contracts/code-titles.ts';
import { AuditChains } from './audit-chains.tsx';
import { Moment } from './day.tsx';
import { Choice } from './filters.tsx';
import { said, wordFor, words } from './language.ts';
import { PagedTable } from './paged-table.tsx';
import type { Connection } from './paged-table.tsx';
import { AUDIT_ENTRIES } from './questions.ts';
import { linkTo, withFilters } from './route.ts';
import type { Route } from './route.ts';

interface Entry {
  readonly seq: string; readonly at: string; readonly subject: string; readonly organisation: string | null; readonly roles: readonly string[]; readonly onBehalfOf: string | null; readonly purpose: string | null;
  readonly entity: string; readonly entityId: string; readonly action: string; readonly from: string | null; readonly to: string; readonly reason: string | null;
  readonly facts: readonly { readonly name: string; readonly value: string; readonly source: string }[]; readonly hash: string;
}

interface Answer { readonly auditTrail: Readonly<Record<string, Connection<Entry> | null>> | null }

const HOUSES = ['regulation', 'associations', 'insurers', 'registry'];
const PLACES = ['entity', 'entityId', 'subject', 'action', 'from', 'to'] as const;
/** Things with a view of their own. */
const OPENS: Readonly<Record<string, string>> = { Finding: 'finding', InspectionCase: 'inspection', Complaint: 'complaint', Tender: 'tender', Association: 'association' };

/** Who did what, when, for whom, over which facts: one house's part at a time, and whether every chain still holds what was anchored of it. */
export function AuditView({ route }: { readonly route: Route }) {
  const { filters } = route;
  const house = HOUSES.find((each) => each === filters.get('house')) ?? 'regulation';
  const given = (name: string): string | null => filters.get(name);
  const filter = {
    entity: given('entity'), entityId: given('entityId'), subject: given('subject'), action: given('action'),
    from: given('from') && `${given('from')}T00:00:00+03:00`, to: given('to') && new Date(Date.parse(`${given('to')}T00:00:00+03:00`) + 86_400_000).toISOString(),
  };
  return (
    <>
      <h1 tabIndex={-1}>{words.views.audit}</h1>
      <AuditChains />
      <h2>{words.auditEntries}</h2>
      <Narrow key={filters.toString()} route={route} house={house} />
      <PagedTable<Answer, Entry>
        caption={`${words.auditEntries}: ${wordFor(words.houses, house)}`} question={AUDIT_ENTRIES} file={`audit-${house}`}
        variables={{ filter, ...Object.fromEntries(HOUSES.map((each) => [each, each === house])) }} pageOf={({ auditTrail }) => auditTrail?.[house]} keyOf={({ seq }) => seq}
        columns={[
          { id: 'seq', head: words.seq, cell: ({ seq }) => <bdi>{seq}</bdi>, csv: ({ seq }) => seq, numeric: true },
          { id: 'at', head: words.at, cell: ({ at }) => <Moment at={at} />, csv: ({ at }) => at },
          { id: 'action', head: words.action, cell: ({ action, from, to }) => <><strong>{said(titleOfStep(action))}</strong>{action === 'READ' || from === to ? null : <small>{from === null ? title(to) : <>{title(from)} {words.leadsTo} {title(to)}</>}</small>}</>, csv: ({ action }) => action },
          {
            id: 'thing', head: words.thing, csv: ({ entity, entityId }) => `${entity} ${entityId}`,
            cell: ({ entity, entityId }) => { const view = OPENS[entity]; return <>{title(entity)} {view === undefined ? <bdi class="id">{entityId}</bdi> : <a href={linkTo(route, view, {}, entityId)}><bdi class="id">{entityId}</bdi></a>}</>; },
          },
          {
            id: 'who', head: words.actor, csv: ({ subject }) => subject,
            cell: ({ subject, roles, onBehalfOf }) => (
              <>
                <a href={withFilters(route, { subject })}><bdi>{subject === 'timer' ? words.timer : subject}</bdi></a>
                {roles.length === 0 ? null : <small>{roles.map(title).join(' · ')}</small>}
                {onBehalfOf === null ? null : <small>{words.onBehalfOf} <bdi>{onBehalfOf}</bdi></small>}
              </>
            ),
          },
          {
            id: 'why', head: words.reason, csv: ({ purpose, reason }) => [purpose, reason].filter(Boolean).join(' · '), wideOnly: true,
            cell: ({ purpose, reason, facts }) => (
              <>
                {purpose === null ? null : <p><strong>{words.purpose}:</strong> <bdi>{purpose}</bdi></p>}
                {reason === null ? null : <p class="clamp" dir="auto">{reason}</p>}
                {facts.length === 0 ? null : <details><summary>{words.facts}</summary><ul class="plain" lang="en" dir="ltr">{facts.map(({ name, value, source }) => <li key={name}><code>{name} = {value}</code> <small>{source}</small></li>)}</ul></details>}
              </>
            ),
          },
          { id: 'hash', head: words.hash, cell: ({ hash }) => <code dir="ltr" class="short" title={hash}>{hash.slice(0, 10)}…</code>, csv: ({ hash }) => hash, wideOnly: true },
        ]}
      />
    </>
  );
}

/** A state, role or kind of thing; a public release is known by what it tells of. */
const title = (code: string): string => words.releaseTags[code as keyof typeof words.releaseTags] ?? said(titleOfCode(code));

/** Asked when it is sent, not letter by letter: each answer is a look into the chain. */
function Narrow({ route, house }: { readonly route: Route; readonly house: string }) {
  const [typed, setTyped] = useState<Record<string, string>>(Object.fromEntries(PLACES.map((name) => [name, route.filters.get(name) ?? ''])));
  const set = (name: string, value: string): void => setTyped((all) => ({ ...all, [name]: value.trim() }));
  const text = (name: (typeof PLACES)[number]) => (
    <label>
      <span>{words.auditFilters[name]}</span>
      <input type="text" dir="ltr" value={typed[name]} onInput={({ currentTarget: { value } }) => set(name, value)} />
    </label>
  );
  const day = (name: (typeof PLACES)[number]) => (
    <label>
      <span>{words.auditFilters[name]}</span>
      <input type="date" value={typed[name]} onInput={({ currentTarget: { value } }) => set(name, value)} />
    </label>
  );
  return (
    <form class="filters inner" aria-label={`${words.filters}: ${words.views.audit}`} onSubmit={(event) => { event.preventDefault(); location.hash = withFilters(route, typed); }}>
      <Choice name={words.house} value={house} choices={HOUSES.map((each) => [each, wordFor(words.houses, each)])} onChoose={(value) => { location.hash = withFilters(route, { house: value }); }} every="" />
      {text('subject')}
      {text('action')}
      {text('entity')}
      {text('entityId')}
      {day('from')}
      {day('to')}
      <button type="submit">{words.narrow}</button>
      {PLACES.some((name) => route.filters.has(name)) ? <button type="button" class="quiet" onClick={() => { location.hash = withFilters(route, Object.fromEntries(PLACES.map((name) => [name, '']))); }}>{words.clear}</button> : null}
    </form>
  );
}
