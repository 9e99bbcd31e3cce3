import { asCount, asShare } from '../format.ts';
import { said, words } from '../language.ts';
import type { LocalizedText } from '../language.ts';
import { COVERAGE_BY_REGION } from '../questions.ts';
import { linkTo, scopeOf } from '../route.ts';
import type { Route } from '../route.ts';
import { useGraph } from '../use-graph.ts';
import { Bar } from './bar.tsx';
import { Plot } from './plot.tsx';

interface Answer {
  readonly complianceOverview: { readonly rows: { readonly edges: readonly { readonly node: {
    readonly key: string;
    readonly regionName: LocalizedText | null;
    readonly figures: readonly { readonly code: string; readonly value: string | null }[];
  } }[] } } | null;
}

export function CoverageByRegion({ route }: { readonly route: Route }) {
  const { data, problems, waiting } = useGraph<Answer>(COVERAGE_BY_REGION, { scope: scopeOf(route), on: route.filters.get('on') });
  const regions = (data?.complianceOverview?.rows.edges ?? []).map(({ node: { key, regionName, figures } }) => {
    const of = (code: string): number => Number(figures.find((figure) => figure.code === code)?.value ?? 0);
    const must = of('MUST_BE_COVERED');
    return { key, name: said(regionName), must, covered: of('COVERED'), gap: of('IN_GAP'), share: must === 0 ? null : of('COVERED_SHARE') };
  }).sort((left, right) => (left.share ?? 2) - (right.share ?? 2) || right.must - left.must);
  const [worst] = regions;
  const gap = regions.reduce((sum, region) => sum + region.gap, 0);
  const summary = !worst || worst.share === null ? '' : worst.share === 1
    ? words.coverageAll(asCount(regions.length))
    : words.coverageSummary(worst.name, asShare(worst.share), asCount(gap));
  return (
    <Plot
      id="coverage" title={words.coverageTitle} note={words.coverageNote} summary={summary} waiting={waiting} problems={problems}
      head={[words.region, words.figures.COVERED_SHARE, words.figures.COVERED, words.figures.MUST_BE_COVERED, words.figures.IN_GAP]}
      rows={regions.map(({ name, share, covered, must, gap: open }) => [name, share === null ? '–' : asShare(share), asCount(covered), asCount(must), asCount(open)])}
    >
      <ul class="bars">
        {regions.map(({ key, name, share, covered, must }) => (
          <li key={key}>
            <a href={linkTo(route, 'associations', { region: key, by: 'ASSOCIATION', sort: 'IN_GAP.desc' })}>
              <span class="bar-name">{name}</span>
              <Bar parts={[{ value: share ?? 0, look: share !== null && share < 1 ? 'short' : 'full' }]} most={1} />
              <span class="bar-value">{share === null ? '–' : asShare(share)}<small>{words.of(asCount(covered), asCount(must))}</small></span>
            </a>
          </li>
        ))}
      </ul>
    </Plot>
  );
}
