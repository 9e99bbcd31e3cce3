import { Moment } from './day.tsx';
import { asCount } from './format.ts';
import { wordFor, words } from './language.ts';
import { Problems } from './notices.tsx';
import { ANCHORED, ANCHORS } from './questions.ts';
import { useGraph } from './use-graph.ts';

interface Place { readonly seq: string; readonly hash: string; readonly at: string }
interface Places { readonly edges: readonly { readonly node: Place }[] }
type Trail = Readonly<Record<string, Places | null>> | null;

const HOUSES = ['regulation', 'associations', 'insurers', 'registry'] as const;

const placesOf = (trail: Trail | undefined, name: string): readonly Place[] => trail?.[name]?.edges.map(({ node }) => node) ?? [];

/**
 * Heads of every house's chain were put down in the regulation house while they were fresh. What the houses hold at those
 * places now is laid beside them: an entry that was changed, or is gone, no longer fits.
 */
export function AuditChains() {
  const { data, problems, waiting } = useGraph<{ readonly auditTrail: Trail }>(ANCHORS);
  return (
    <section class="panel" aria-labelledby="chains" aria-busy={waiting}>
      <h2 id="chains">{words.chains}</h2>
      <p class="note">{words.chainsNote}</p>
      <Problems problems={problems} />
      {data?.auditTrail ? <Held anchors={data.auditTrail} /> : null}
    </section>
  );
}

function Held({ anchors }: { readonly anchors: Trail }) {
  const seqsOf = (house: string): { readonly seqs: readonly string[] } => ({ seqs: placesOf(anchors, house).map(({ seq }) => seq) });
  const { data, problems, waiting } = useGraph<{ readonly auditTrail: Trail }>(ANCHORED, Object.fromEntries(HOUSES.map((house) => [house, seqsOf(house)])));
  const trail = data?.auditTrail;
  return (
    <>
      <Problems problems={problems} />
      <div class="scroller" role="region" aria-labelledby="chains" tabIndex={0} aria-busy={waiting}>
        <table class="chains">
          <thead><tr><th scope="col">{words.house}</th><th scope="col">{words.state}</th><th scope="col" class="numeric">{words.anchorsHeld}</th><th scope="col">{words.lastAnchor}</th><th scope="col" class="numeric">{words.entries}</th></tr></thead>
          <tbody>
            {HOUSES.map((house) => {
              const put = placesOf(anchors, house);
              const now = new Map(placesOf(trail, house).map(({ seq, hash }) => [seq, hash]));
              const holds = put.filter(({ seq, hash }) => now.get(seq) === hash).length;
              const last = placesOf(trail, `${house}Last`)[0];
              // A house that did not answer has shown nothing, neither that it holds nor that it does not.
              const known = trail?.[house] != null;
              const [look, state] = !known ? ['', waiting ? words.loading : words.chainUnknown] : put.length === 0 ? ['', words.chainNone] : holds === put.length ? ['good', words.chainHolds] : ['bad', words.chainBroken];
              return (
                <tr key={house}>
                  <th scope="row">{wordFor(words.houses, house)}</th>
                  <td><span class={`standing ${look}`.trim()}>{state}</span></td>
                  <td class="numeric">{known && put.length > 0 ? words.of(asCount(holds), asCount(put.length)) : '–'}</td>
                  <td>{put[0] ? <Moment at={put[0].at} /> : '–'}</td>
                  <td class="numeric">{last ? asCount(Number(last.seq)) : '–'}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </>
  );
}
