import { asLag, asMoment } from './format.ts';
import { wordFor, words } from './language.ts';

export interface SourceFreshness {
  readonly house: string;
  readonly feed: string;
  readonly asOf: string | null;
  readonly recordedAt: string | null;
  readonly lagSeconds: number | null;
  readonly upToDate: boolean;
}

/** How old what is counted is, source by source. */
export function Freshness({ sources }: { readonly sources: readonly SourceFreshness[] }) {
  return (
    <section class="panel" aria-labelledby="freshness">
      <h2 id="freshness">{words.freshness}</h2>
      <div class="scroller" role="region" aria-labelledby="freshness" tabIndex={0}>
        <table>
          <thead>
            <tr><th scope="col">{words.feed}</th><th scope="col">{words.source}</th><th scope="col">{words.factAsOf}</th><th scope="col">{words.lag}</th><th scope="col">{words.state}</th></tr>
          </thead>
          <tbody>
            {sources.map(({ house, feed, asOf, lagSeconds, upToDate }) => (
              <tr key={`${house} ${feed}`}>
                <th scope="row">{wordFor(words.feeds, feed)}</th>
                <td>{wordFor(words.houses, house)}</td>
                <td>{asOf === null ? '–' : <time dateTime={asOf}>{asMoment(asOf)}</time>}</td>
                <td>{lagSeconds === null ? '–' : asLag(lagSeconds)}</td>
                <td>{upToDate ? words.upToDate : words.catchingUp}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
