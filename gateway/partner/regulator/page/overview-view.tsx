import { useEffect, useState } from 'preact/hooks';
import { CoverageByRegion } from './plots/coverage-by-region.tsx';
import { FindingsByRule } from './plots/findings-by-rule.tsx';
import { PremiumsAndSavings } from './plots/premiums-and-savings.tsx';
import { TenderTimeline } from './plots/tender-timeline.tsx';
import { Freshness } from './freshness.tsx';
import type { SourceFreshness } from './freshness.tsx';
import { words } from './language.ts';
import { Problems, Waiting } from './notices.tsx';
import { OVERVIEW, TENDERS } from './questions.ts';
import { scopeOf } from './route.ts';
import type { Route } from './route.ts';
import { Tiles } from './tiles.tsx';
import type { Figure, FindingTotal } from './tiles.tsx';
import { Beat, useGraph } from './use-graph.ts';

interface Answer {
  readonly complianceOverview: { readonly on: string; readonly figures: readonly Figure[]; readonly sources: readonly SourceFreshness[] } | null;
  readonly findingTotals: readonly FindingTotal[] | null;
}

interface Tenders { readonly tenders: { readonly edges: readonly { readonly node: { readonly id: string } }[] } | null }

interface OverviewProps { readonly route: Route; readonly currency: string }

const ASK_AGAIN_MS = 5_000;

/** The first sight. While a source is being caught up with it is asked again and again, and says so. */
export function OverviewView(props: OverviewProps) {
  const [beat, setBeat] = useState(0);
  return <Beat.Provider value={beat}><Overview {...props} onBehind={() => setBeat((last) => last + 1)} /></Beat.Provider>;
}

function Overview({ route, currency, onBehind }: OverviewProps & { readonly onBehind: () => void }) {
  const overview = useGraph<Answer>(OVERVIEW, { scope: scopeOf(route), on: route.filters.get('on'), ...scopeOf(route) });
  const tenders = useGraph<Tenders>(TENDERS, { first: 1 });
  const tender = tenders.data?.tenders?.edges[0]?.node.id ?? null;
  const { data } = overview;
  const behind = data?.complianceOverview?.sources.some(({ upToDate }) => !upToDate) ?? false;
  useEffect(() => {
    if (!behind || overview.waiting) return;
    const timer = setTimeout(onBehind, ASK_AGAIN_MS);
    return () => clearTimeout(timer);
  }, [behind, overview.waiting, data]);
  return (
    <>
      <h1 tabIndex={-1}>{words.views.overview}</h1>
      <Waiting waiting={overview.waiting} />
      <Problems problems={overview.problems} />
      {behind ? <p class="behind" role="status">{words.behind}</p> : null}
      {data?.complianceOverview
        ? <Tiles route={route} currency={currency} figures={data.complianceOverview.figures} totals={data.findingTotals ?? []} />
        : <div class="tiles-waiting" />}
      <div class="plots">
        <div>
          <CoverageByRegion route={route} />
          <FindingsByRule route={route} />
        </div>
        <div>
          <PremiumsAndSavings route={route} tender={tender} currency={currency} />
          <TenderTimeline route={route} tender={tender} />
        </div>
      </div>
      {data?.complianceOverview ? <Freshness sources={data.complianceOverview.sources} /> : null}
    </>
  );
}
