import { isObject, textAt } from './release.ts';
import type { Release } from './release.ts';

/** Why a line of a file is not looked at. */
export type LineFault = 'LINE_NOT_UTF8' | 'LINE_NOT_JSON' | 'LINE_NOT_AN_OBJECT' | 'OCID_MISSING';

export type ReadLine =
  | { readonly release: Release; readonly ocid: string }
  | { readonly fault: LineFault; readonly reason: string }
  | null;

// A mark of byte order is no JSON, and stays to be seen.
const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Reads one line of a file of compiled releases. Null for a line of blanks. */
export function readReleaseLine(bytes: Uint8Array): ReadLine {
  let text: string;
  try {
    text = UTF8.decode(bytes);
  } catch {
    return { fault: 'LINE_NOT_UTF8', reason: 'it is not UTF-8' };
  }
  if (/^[ \t\n\f\r]*$/.test(text)) return null;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    // The parser's sentence may quote the line, and the line may hold anything.
    const at = /at position (\d+)/.exec(error instanceof Error ? error.message : '')?.[1];
    return { fault: 'LINE_NOT_JSON', reason: at === undefined ? 'it is not JSON, or it ends too early' : `it is not JSON at character ${Number(at) + 1}` };
  }
  if (!isObject(value)) return { fault: 'LINE_NOT_AN_OBJECT', reason: 'it is JSON, but no object' };
  const ocid = textAt(value, 'ocid');
  return ocid === null ? { fault: 'OCID_MISSING', reason: 'it has no ocid, or one that is no text' } : { release: value, ocid };
}
