/** What open and upheld complaints keep from being signed. */
export interface SigningBlocks {
  /** A complaint about the tender as a whole. */
  readonly whole: boolean;
  readonly lots: ReadonlySet<string>;
}

export function blocksLot({ whole, lots }: SigningBlocks, lotId: string): boolean {
  return whole || lots.has(lotId);
}

export function blocksAny({ whole, lots }: SigningBlocks): boolean {
  return whole || lots.size > 0;
}
