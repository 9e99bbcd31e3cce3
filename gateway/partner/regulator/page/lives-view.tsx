import { useState } from 'preact/hooks';
import { Choice } from './filters.tsx';
import { Day } from './day.tsx';
import { said, wordFor, words } from './language.ts';
import type { LocalizedText } from './language.ts';
import { PagedTable } from './paged-table.tsx';
import type { Connection } from './paged-table.tsx';
import { Person } from './person.tsx';
import { LIVES } from './questions.ts';
import { linkTo, scopeOf, withFilters } from './route.ts';
import type { Route } from './route.ts';

interface Life {
  readonly member: { readonly id: string };
  readonly association: { readonly id: string; readonly name: LocalizedText };
  readonly since: string;
  readonly covers: readonly { readonly policy: { readonly policyNumber: string } | null }[];
}

interface Answer { readonly complianceOverview: { readonly lives: Connection<Life> | null } | null }

/** Lives something is the matter with, by number; who one of them is, is shown for a purpose. */
export function LivesView({ route }: { readonly route: Route }) {
  const matter = route.filters.get('matter') ?? 'IN_GAP';
  const [person, setPerson] = useState<string | null>(null);
  const policies = ({ covers }: Life): string => covers.flatMap(({ policy }) => (policy ? [policy.policyNumber] : [])).join(' · ');
  return (
    <>
      <h1 tabIndex={-1}>{words.views.lives}: {wordFor(words.matters, matter)}</h1>
      <form class="filters inner" aria-label={words.matter} onSubmit={(event) => event.preventDefault()}>
        <Choice name={words.matter} value={matter} choices={Object.entries(words.matters)} onChoose={(value) => { location.hash = withFilters(route, { matter: value }); }} every="" />
      </form>
      <PagedTable<Answer, Life>
        caption={words.views.lives} question={LIVES} variables={{ scope: scopeOf(route), on: route.filters.get('on'), matter }} file={`lives-${matter.toLowerCase()}`}
        pageOf={({ complianceOverview }) => complianceOverview?.lives} keyOf={({ member, since }) => `${member.id} ${since}`}
        columns={[
          { id: 'life', head: words.life, cell: ({ member }) => <button type="button" class="link" onClick={() => setPerson(member.id)}><bdi class="id">{member.id}</bdi></button>, csv: ({ member }) => member.id },
          { id: 'association', head: words.association, cell: ({ association }) => <a href={linkTo(route, 'association', {}, association.id)}>{said(association.name)}</a>, csv: ({ association }) => said(association.name) },
          { id: 'since', head: words.since, cell: ({ since }) => <Day date={since} />, csv: ({ since }) => since },
          { id: 'covers', head: words.covers, cell: (life) => <bdi>{policies(life) || '–'}</bdi>, csv: policies, wideOnly: true },
        ]}
      />
      {person === null ? null : <Person key={person} id={person} />}
    </>
  );
}
