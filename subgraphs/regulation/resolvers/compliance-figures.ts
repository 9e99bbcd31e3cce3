import { FEEDS, FEED_SOURCES } from '../domain/compliance/feed.ts';
import { FIGURES, FIGURE_CODES } from '../domain/compliance/figure.ts';
import type { FigureCode } from '../domain/compliance/figure.ts';
import type { FeedStanding } from '../store/compliance/feed-cursors.ts';
import type { FigureValues } from '../store/compliance/read-overview.ts';
import type { ComplianceFigureResolvers } from './types.generated.ts';

/** How fresh a source is, as the graph shows it. */
export interface SourceFreshness {
  readonly house: string;
  readonly feed: string;
  readonly asOf: Date | null;
  readonly recordedAt: Date | null;
  readonly lagSeconds: number | null;
  readonly upToDate: boolean;
}

/** A figure, its day, and what it was counted from. */
export interface ShownFigure {
  readonly code: FigureCode;
  readonly value: string | null;
  readonly on: string;
  readonly sources: readonly SourceFreshness[];
}

/** Every source, whether anything of it was read yet or not. What is decided in this house is known the moment it is asked. */
export function freshnessOf(standings: readonly FeedStanding[], now: Date): SourceFreshness[] {
  const followed = FEED_SOURCES.flatMap((house) => FEEDS[house].map((feed): SourceFreshness => {
    const standing = standings.find((each) => each.feed === feed);
    if (standing === undefined) return { house, feed, asOf: null, recordedAt: null, lagSeconds: null, upToDate: false };
    const { asOf, recordedAt, upToDate } = standing;
    return { house, feed, asOf, recordedAt, lagSeconds: Math.max(0, Math.round((now.getTime() - asOf.getTime()) / 1_000)), upToDate };
  }));
  return [...followed, { house: 'regulation', feed: 'decisions', asOf: now, recordedAt: now, lagSeconds: 0, upToDate: true }];
}

/** Figures as they are asked for, in that order. */
export function shownFigures(values: FigureValues, of: readonly FigureCode[] | null | undefined, on: string, sources: readonly SourceFreshness[]): ShownFigure[] {
  return (of ?? FIGURE_CODES).map((code) => {
    const { from } = FIGURES[code] as { readonly from: readonly string[] };
    return { code, value: shown(code, values[code]), on, sources: sources.filter(({ house, feed }) => from.includes(feed) || (house === 'regulation' && from.includes('regulation'))) };
  });
}

function shown(code: FigureCode, value: string | null): string | null {
  if (value === null || FIGURES[code].unit !== 'MONEY') return value;
  return Number.isInteger(Number(value)) && !value.includes('.') ? `${value}.00` : value.replace(/(\.\d\d)\d*$/, '$1');
}

/** Null as long as one of them has not been read. */
function oldest(instants: readonly (Date | null)[]): Date | null {
  const known = instants.filter((instant) => instant !== null);
  return known.length < instants.length || known.length === 0 ? null : new Date(Math.min(...known.map((instant) => instant.getTime())));
}

const isoOf = (instant: Date | null): string | null => instant?.toISOString() ?? null;

export const ComplianceFigure: ComplianceFigureResolvers = {
  unit: ({ code }) => FIGURES[code].unit,
  asOf: ({ sources }) => isoOf(oldest(sources.map(({ asOf }) => asOf))),
  recordedAt: ({ sources }) => isoOf(oldest(sources.map(({ recordedAt }) => recordedAt))),
  lagSeconds: ({ sources }) => (sources.some(({ lagSeconds }) => lagSeconds === null) ? null : Math.max(...sources.map(({ lagSeconds }) => lagSeconds ?? 0))),
  sources: ({ sources }) => [...sources],
};
