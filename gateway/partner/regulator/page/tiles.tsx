import type { ComponentChildren } from 'preact';
import { asCount, asFigure, asLag } from './format.ts';
import type { FigureUnit } from './format.ts';
import { wordFor, words } from './language.ts';
import { linkTo } from './route.ts';
import type { Route } from './route.ts';

export interface Figure {
  readonly code: string;
  readonly value: string | null;
  readonly unit: FigureUnit;
  readonly lagSeconds: number | null;
}

export interface FindingTotal {
  readonly ruleId: string;
  readonly severity: string;
  readonly open: number;
  readonly answered: number;
}

interface TilesProps {
  readonly route: Route;
  readonly figures: readonly Figure[];
  readonly totals: readonly FindingTotal[];
  readonly currency: string;
}

const SEVERITIES = ['CRITICAL', 'HIGH', 'MEDIUM', 'LOW'];

/** Figures of the first sight. Each opens into what it counts. */
export function Tiles({ route, figures, totals, currency }: TilesProps) {
  const find = (code: string): Figure | undefined => figures.find((figure) => figure.code === code);
  const shown = (code: string): string => {
    const figure = find(code);
    return figure ? asFigure(figure.value, figure.unit, currency) : '–';
  };
  const amount = (code: string): number => Number(find(code)?.value ?? 0);
  const also = (...codes: readonly string[]): string => codes.map((code) => `${wordFor(words.figures, code)}: ${shown(code)}`).join(' · ');
  const by = (group: string, sort: string): string => linkTo(route, 'associations', { by: group, sort });
  const lives = (matter: string): string => linkTo(route, 'lives', { matter });
  const clocks = (clock: string): string => linkTo(route, 'clocks', { clock });
  const standing = totals.reduce((sum, { open, answered }) => sum + open + answered, 0);
  const bySeverity = SEVERITIES.flatMap((severity) => {
    const count = totals.filter((each) => each.severity === severity).reduce((sum, { open, answered }) => sum + open + answered, 0);
    return count === 0 ? [] : [`${wordFor(words.severities, severity)}: ${asCount(count)}`];
  });

  const tile = (code: string, href: string, more: ComponentChildren, trouble = false) => (
    <Tile key={code} code={code} name={wordFor(words.figures, code)} value={shown(code)} href={href} more={more} trouble={trouble} lag={find(code)?.lagSeconds ?? null} />
  );
  return (
    <section aria-labelledby="tiles">
      <h2 id="tiles" class="visually-hidden">{words.tiles}</h2>
      <ul class="tiles">
        {tile('COVERED_SHARE', by('ASSOCIATION', 'COVERED_SHARE.asc'), words.of(shown('COVERED'), shown('MUST_BE_COVERED')))}
        <Tile code="FINDINGS" name={words.openFindings} value={asCount(standing)} href={linkTo(route, 'findings', { sort: 'WORST' })} more={bySeverity.join(' · ')} trouble={totals.some(({ severity }) => severity === 'CRITICAL' || severity === 'HIGH')} lag={null} />
        {tile('IN_GAP', lives('IN_GAP'), also('IN_OVERLAP'), amount('IN_GAP') > 0)}
        {tile('ASSOCIATIONS', by('ASSOCIATION', 'LIVES.desc'), also('ACCREDITED', 'ACCREDITATION_LAPSING'), amount('ACCREDITED') < amount('ASSOCIATIONS'))}
        {tile('ANNUAL_PREMIUM', by('INSURER', 'ANNUAL_PREMIUM.desc'), also('POLICIES_IN_FORCE', 'INSURED_LIVES'))}
        {tile('PREMIUM_LATE', by('ASSOCIATION', 'PREMIUM_LATE.desc'), also('PREMIUM_DUE', 'INVOICES_LATE'), amount('PREMIUM_LATE') > 0)}
        {tile('NEWBORNS_LATE', lives('NEWBORN_LATE'), also('NEWBORNS_DUE'), amount('NEWBORNS_LATE') > 0)}
        {tile('AGED_OUT_COVERED', lives('AGED_OUT_COVERED'), also('AGE_OUTS_60'), amount('AGED_OUT_COVERED') > 0)}
        {tile('BATCHES_WAITING', linkTo(route, 'batches'), also('OLDEST_BATCH_DAYS'))}
        {tile('IN_TIME_SHARE', amount('PRE_AUTHORIZATIONS_LATE') > 0 || amount('PRE_AUTHORIZATIONS_DEEMED') === 0 ? clocks('LATE') : clocks('DEEMED'), also('PRE_AUTHORIZATIONS_LATE', 'PRE_AUTHORIZATIONS_DEEMED', 'PRE_AUTHORIZATIONS_WAITING'), amount('PRE_AUTHORIZATIONS_DEEMED') > 0)}
        {tile('INSPECTIONS_LATE', linkTo(route, 'inspections', { show: amount('INSPECTIONS_LATE') > 0 ? 'OVERDUE' : 'UNANSWERED' }), also('INSPECTIONS_OPEN'), amount('INSPECTIONS_LATE') > 0)}
        {tile('STRAIGHT_THROUGH_SHARE', by('ASSOCIATION', 'BATCHES_WAITING.desc'), also('DECISIONS', 'DOCUMENT_SHARE'))}
      </ul>
    </section>
  );
}

interface TileProps {
  readonly code: string;
  readonly name: string;
  readonly value: string;
  readonly href: string;
  readonly more: ComponentChildren;
  readonly trouble: boolean;
  readonly lag: number | null;
}

function Tile({ code, name, value, href, more, trouble, lag }: TileProps) {
  return (
    <li>
      <a class={`tile${trouble ? ' trouble' : ''}`} href={href} data-figure={code}>
        <span class="tile-name">{name}</span>
        <span class="tile-value">{value}</span>
        <span class="tile-more">{more}</span>
        {lag === null ? null : <span class="tile-lag">{words.asOf} {asLag(lag)}</span>}
      </a>
    </li>
  );
}
