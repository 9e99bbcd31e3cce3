import { scaleLinear } from 'd3-scale';
import { area, curveStepAfter, line } from 'd3-shape';

/** How a number went from day to day; the words beside it say where it began and where it stands. */
export function Trend({ values, most }: { readonly values: readonly number[]; readonly most: number }) {
  // Each day is as wide as the others, the last one too.
  const held = [...values, ...values.slice(-1)];
  const across = scaleLinear([0, Math.max(1, held.length - 1)], [0, 100]);
  const up = scaleLinear([0, most > 0 ? most : 1], [29, 2]);
  const x = (_value: number, place: number): number => across(place);
  const filled = area<number>(x, 30, (value) => up(value)).curve(curveStepAfter)(held);
  const drawn = line<number>(x, (value) => up(value)).curve(curveStepAfter)(held);
  return (
    <svg class="trend" viewBox="0 0 100 30" preserveAspectRatio="none" aria-hidden="true" focusable="false">
      <path class="trend-area" d={filled ?? ''} />
      <path class="trend-line" d={drawn ?? ''} vector-effect="non-scaling-stroke" />
      <line class="base" x1="0" x2="100" y1="29.5" y2="29.5" vector-effect="non-scaling-stroke" />
    </svg>
  );
}
