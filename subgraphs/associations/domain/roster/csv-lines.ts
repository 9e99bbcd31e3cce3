import { isUtf8 } from 'node:buffer';

const NEWLINE = 0x0a;
const QUOTE = 0x22;

/** Some whole lines of the file, as bytes, with what had to be left out of them. */
export interface LineBlock {
  /** Whole lines; one left out stands as an empty line, so that counting newlines still counts the file's lines. */
  readonly bytes: Buffer;
  readonly firstLine: number;
  readonly lineCount: number;
  readonly tooLong: readonly number[];
  /** An odd number of quotation marks. No cell of a roster spans lines, so the damage stops at the line's end. */
  readonly unbalanced: readonly number[];
  /** The first line that is not UTF-8, or null. */
  readonly notUtf8: number | null;
}

interface Cut {
  readonly start: number;
  readonly end: number;
}

function firstNotUtf8(bytes: Buffer, firstLine: number): number | null {
  if (isUtf8(bytes)) return null;
  for (let start = 0, line = firstLine; start < bytes.length; line += 1) {
    const newline = bytes.indexOf(NEWLINE, start);
    const end = newline < 0 ? bytes.length : newline;
    if (!isUtf8(bytes.subarray(start, end))) return line;
    start = end + 1;
  }
  return null;
}

function withoutCuts(bytes: Buffer, cuts: readonly Cut[]): Buffer {
  if (cuts.length === 0) return bytes;
  const kept: Buffer[] = [];
  let from = 0;
  for (const { start, end } of cuts) {
    kept.push(bytes.subarray(from, start));
    from = end;
  }
  return Buffer.concat([...kept, bytes.subarray(from)]);
}

/** @param tail whether the bytes begin with the end of a line whose beginning was dropped for its length */
function blockOf(bytes: Buffer, firstLine: number, maxLineBytes: number, tail: boolean): LineBlock {
  const tooLong: number[] = tail && bytes.length === 0 ? [firstLine] : [];
  const unbalanced: number[] = [];
  const cuts: Cut[] = [];
  let quote = bytes.indexOf(QUOTE);
  let line = firstLine;
  for (let start = 0; start < bytes.length; line += 1) {
    const newline = bytes.indexOf(NEWLINE, start);
    const end = newline < 0 ? bytes.length : newline;
    let odd = false;
    for (; quote >= 0 && quote < end; quote = bytes.indexOf(QUOTE, quote + 1)) odd = !odd;
    const long = end - start > maxLineBytes || (tail && line === firstLine);
    if (long) tooLong.push(line);
    else if (odd) unbalanced.push(line);
    if (long || odd) cuts.push({ start, end });
    start = end + 1;
  }
  const kept = withoutCuts(bytes, cuts);
  return {
    bytes: kept, firstLine, lineCount: line - firstLine, tooLong, unbalanced, notUtf8: firstNotUtf8(kept, firstLine),
  };
}

/**
 * Cuts a stream of bytes into blocks of whole lines, whatever the sizes it arrives in. Holds at most one piece of the
 * stream and one line: what goes over `maxLineBytes` is dropped as it comes, so a file without newlines costs nothing.
 */
export async function* lineBlocks(stream: AsyncIterable<Uint8Array>, maxLineBytes: number): AsyncGenerator<LineBlock> {
  let rest: Buffer = Buffer.alloc(0);
  let nextLine = 1;
  let tail = false;
  for await (const piece of stream) {
    const bytes: Buffer = rest.length === 0 ? Buffer.from(piece.buffer, piece.byteOffset, piece.length)
      : Buffer.concat([rest, piece]);
    const last = bytes.lastIndexOf(NEWLINE);
    if (last >= 0) {
      const block: LineBlock = blockOf(bytes.subarray(0, last + 1), nextLine, maxLineBytes, tail);
      nextLine += block.lineCount;
      tail = false;
      yield block;
    }
    // A copy: the piece may be a buffer the stream fills again.
    rest = Buffer.from(bytes.subarray(last + 1));
    if (rest.length > maxLineBytes) {
      tail = true;
      rest = Buffer.alloc(0);
    }
  }
  if (rest.length > 0 || tail) yield blockOf(rest, nextLine, maxLineBytes, tail);
}
