import { Day } from './day.tsx';
import { said, words } from './language.ts';
import type { LocalizedText } from './language.ts';
import { PagedTable } from './paged-table.tsx';
import type { Connection } from './paged-table.tsx';
import { RULES } from './questions.ts';
import { linkTo } from './route.ts';
import type { Route } from './route.ts';

interface Rule {
  readonly id: string; readonly title: LocalizedText; readonly value: string; readonly unit: string; readonly source: string;
  readonly effectiveFrom: string; readonly effectiveTo: string | null; readonly verifiedOn: string | null;
}

interface Answer { readonly rules: readonly Rule[] | null }

/** The rules in force on the day, each with its value, its source, and whether that was verified. */
export function RulesView({ route }: { readonly route: Route }) {
  return (
    <>
      <h1 tabIndex={-1}>{words.views.rules}</h1>
      <PagedTable<Answer, Rule>
        caption={words.views.rules} question={RULES} variables={{ on: route.filters.get('on') }} pageOf={({ rules }) => wholeList(rules)} keyOf={({ id, effectiveFrom }) => `${id} ${effectiveFrom}`} file="rules"
        columns={[
          { id: 'rule', head: words.rule, cell: ({ id, title }) => <a href={linkTo(route, 'findings', { rule: id })}><strong>{id}</strong> {said(title)}</a>, csv: ({ id, title }) => `${id} ${said(title)}` },
          { id: 'value', head: words.value, cell: ({ value, unit }) => <bdi class="value">{value} {unit}</bdi>, csv: ({ value, unit }) => `${value} ${unit}`.trim() },
          { id: 'from', head: words.inForce, cell: ({ effectiveFrom }) => <Day date={effectiveFrom} />, csv: ({ effectiveFrom }) => effectiveFrom, wideOnly: true },
          { id: 'source', head: words.ruleSource, cell: ({ source }) => <span lang="en" dir="auto">{source}</span>, csv: ({ source }) => source, wideOnly: true },
          { id: 'verified', head: words.verified, cell: ({ verifiedOn }) => (verifiedOn === null ? <span class="unverified">{words.unverifiedShort}</span> : <Day date={verifiedOn} />), csv: ({ verifiedOn }) => verifiedOn ?? words.unverified },
        ]}
      />
    </>
  );
}

/** A list the graph gives at once, as one page. */
function wholeList(rules: readonly Rule[] | null): Connection<Rule> | null {
  return rules === null ? null : { edges: rules.map((node) => ({ node })), pageInfo: { hasNextPage: false, endCursor: null } };
}
