import { asCount, asDay, asShortDay, daysBefore, today } from '../format.ts';
import { said, words } from '../language.ts';
import type { LocalizedText } from '../language.ts';
import { FINDINGS_BY_RULE } from '../questions.ts';
import { linkTo, scopeOf } from '../route.ts';
import type { Route } from '../route.ts';
import { useGraph } from '../use-graph.ts';
import { Plot } from './plot.tsx';
import { Trend } from './trend.tsx';

const DAYS = 30;

interface Answer {
  readonly findingCounts: readonly { readonly ruleId: string; readonly points: readonly { readonly on: string; readonly opened: number; readonly closed: number; readonly standing: number }[] }[] | null;
  readonly rules: readonly { readonly id: string; readonly title: LocalizedText }[] | null;
}

export function FindingsByRule({ route }: { readonly route: Route }) {
  const to = route.filters.get('on') ?? today();
  const from = daysBefore(to, DAYS);
  const { data, problems, waiting } = useGraph<Answer>(FINDINGS_BY_RULE, { from, to, ...scopeOf(route) });
  const titles = new Map(data?.rules?.map(({ id, title }) => [id, said(title)]));
  const series = (data?.findingCounts ?? []).map(({ ruleId, points }) => ({
    ruleId,
    title: titles.get(ruleId) ?? '',
    values: points.map(({ standing }) => standing),
    most: Math.max(...points.map(({ standing }) => standing), 1),
    standing: points[points.length - 1]?.standing ?? 0,
    opened: points.reduce((sum, { opened }) => sum + opened, 0),
    closed: points.reduce((sum, { closed }) => sum + closed, 0),
  })).sort((left, right) => right.standing - left.standing);
  const standing = series.reduce((sum, each) => sum + each.standing, 0);
  return (
    <Plot
      id="findings-by-rule" title={words.findingsTitle} note={words.findingsNote} waiting={waiting} problems={problems}
      summary={data ? words.findingsSummary(asCount(standing), asCount(series.length)) : ''}
      head={[words.rule, words.opened, words.closed, words.standing]}
      rows={series.map((each) => [`${each.ruleId} ${each.title}`, asCount(each.opened), asCount(each.closed), asCount(each.standing)])}
    >
      <ul class="trends">
        {series.map((each) => (
          <li key={each.ruleId}>
            <a href={linkTo(route, 'findings', { rule: each.ruleId })}>
              <span class="trend-name"><strong>{each.ruleId}</strong> {each.title}</span>
              <Trend values={each.values} most={each.most} />
              <span class="trend-value">{asCount(each.standing)}<small dir="ltr">+{asCount(each.opened)} −{asCount(each.closed)}</small></span>
            </a>
          </li>
        ))}
      </ul>
      {series.length === 0 ? null : (
        <p class="ends" aria-hidden="true"><span>{asShortDay(from)}</span><span>{asDay(to)}</span></p>
      )}
    </Plot>
  );
}
