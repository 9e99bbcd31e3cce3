import { Day } from './day.tsx';
import { FindingsTable } from './findings-view.tsx';
import { asFigure, asMoney } from './format.ts';
import type { FigureUnit } from './format.ts';
import { said, wordFor, words } from './language.ts';
import type { LocalizedText } from './language.ts';
import { Problems, Waiting } from './notices.tsx';
import { ASSOCIATION } from './questions.ts';
import type { Route } from './route.ts';
import { useGraph } from './use-graph.ts';

interface Answer {
  readonly association: {
    readonly name: LocalizedText; readonly licenseNumber: string; readonly city: string; readonly region: { readonly name: LocalizedText };
    readonly accreditation: { readonly state: string; readonly validTo: string | null } | null;
    readonly policies: { readonly edges: readonly { readonly node: {
      readonly policyNumber: string; readonly inceptionDate: string; readonly expiryDate: string; readonly insurer: { readonly name: LocalizedText }; readonly premium: { readonly amount: string; readonly currency: string };
    } }[] };
  } | null;
  readonly complianceOverview: { readonly figures: readonly { readonly code: string; readonly value: string | null; readonly unit: FigureUnit }[] } | null;
}

const SHOWN = ['EMPLOYEES', 'LIVES', 'MUST_BE_COVERED', 'COVERED', 'COVERED_SHARE', 'IN_GAP', 'IN_OVERLAP', 'NEWBORNS_DUE', 'AGED_OUT_COVERED', 'ANNUAL_PREMIUM', 'PREMIUM_LATE', 'BATCHES_WAITING', 'PRE_AUTHORIZATIONS_LATE', 'PRE_AUTHORIZATIONS_DEEMED', 'INSPECTIONS_OPEN', 'INSPECTIONS_LATE'];

/** One association: who it is, its figures, its policies, and what was found of it. */
export function AssociationView({ route, currency }: { readonly route: Route; readonly currency: string }) {
  const { data, problems, waiting } = useGraph<Answer>(ASSOCIATION, { id: route.id, scope: { associationId: route.id }, on: route.filters.get('on') });
  const found = data?.association ?? null;
  return (
    <>
      <h1 tabIndex={-1}>{found ? said(found.name) : words.views.association}</h1>
      <Waiting waiting={waiting} />
      <Problems problems={problems} />
      {found === null ? (waiting ? null : <p>{words.nothingFound}</p>) : (
        <div class="pair">
          <section class="panel" aria-labelledby="who">
            <h2 id="who">{words.association}</h2>
            <dl class="facts">
              <dt>{words.licence}</dt><dd><bdi>{found.licenseNumber}</bdi></dd>
              <dt>{words.city}</dt><dd>{found.city}، {said(found.region.name)}</dd>
              <dt>{words.accreditation}</dt>
              <dd>{found.accreditation === null ? '–' : <>{wordFor(words.accreditationStates, found.accreditation.state)}{found.accreditation.validTo === null ? null : <> · {words.validTo} <Day date={found.accreditation.validTo} /></>}</>}</dd>
              <dt>{words.policies}</dt>
              <dd>
                <ul class="plain">
                  {found.policies.edges.map(({ node }) => (
                    <li key={node.policyNumber}><bdi>{node.policyNumber}</bdi> · {said(node.insurer.name)} · {asMoney(node.premium.amount, node.premium.currency)}<br /><Day date={node.inceptionDate} /> – <Day date={node.expiryDate} /></li>
                  ))}
                </ul>
              </dd>
            </dl>
          </section>
          <section class="panel" aria-labelledby="figures">
            <h2 id="figures">{words.views.associations}</h2>
            <dl class="facts">
              {SHOWN.map((code) => {
                const figure = data?.complianceOverview?.figures.find((each) => each.code === code);
                return figure ? <><dt>{wordFor(words.figures, code)}</dt><dd>{asFigure(figure.value, figure.unit, currency)}</dd></> : null;
              })}
            </dl>
          </section>
        </div>
      )}
      <h2>{words.views.findings}</h2>
      <FindingsTable route={route} association={route.id ?? ''} />
    </>
  );
}
