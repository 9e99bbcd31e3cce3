import { scaleLinear } from 'd3-scale';

interface BarProps {
  /** Length against `most`, each in its own colour, drawn one over the other. */
  readonly parts: readonly { readonly value: number; readonly look: string }[];
  readonly most: number;
}

/**
 * One bar, beside the words that say the same. The style sheet mirrors it where the page is read from right to left,
 * so that it begins where the line begins.
 */
export function Bar({ parts, most }: BarProps) {
  const scale = scaleLinear([0, most > 0 ? most : 1], [0, 100]).nice(4);
  return (
    <svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true" focusable="false">
      <rect class="track" x="0" y="0" width="100" height="10" />
      {parts.map(({ value, look }) => <rect key={look} class={look} x="0" y="0" height="10" width={Math.max(0, Math.min(100, scale(value)))} />)}
      {scale.ticks(4).slice(1, -1).map((tick) => <line key={tick} class="grid" x1={scale(tick)} x2={scale(tick)} y1="0" y2="10" />)}
    </svg>
  );
}
