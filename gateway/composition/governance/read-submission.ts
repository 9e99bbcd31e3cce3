import { Buffer } from 'node:buffer';
import { GraphQLError, Lexer, parse, Source, TokenKind } from 'graphql';
import type { DocumentNode } from 'graphql';
import { MOST } from './rules.ts';
import { PROGRAMME, violation } from './violation.ts';
import type { Violation } from './violation.ts';

const OPENING: ReadonlySet<string> = new Set([TokenKind.BRACE_L, TokenKind.BRACKET_L, TokenKind.PAREN_L]);
const CLOSING: ReadonlySet<string> = new Set([TokenKind.BRACE_R, TokenKind.BRACKET_R, TokenKind.PAREN_R]);

/** Parses what was sent, or says why it is not even looked at: no text costs more than reading it once. */
export function readSubmission(sdl: string): DocumentNode | Violation {
  const bytes = Buffer.byteLength(sdl);
  if (bytes > MOST.bytes) return violation('size', PROGRAMME, null, { what: 'bytes', measured: bytes, allowed: MOST.bytes });
  try {
    return measure(sdl) ?? parse(sdl, { maxTokens: MOST.tokens });
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    const [place] = error.locations ?? [];
    return violation('parse', PROGRAMME, null, { line: place?.line ?? 1, column: place?.column ?? 1, reason: error.message.slice(0, 300) });
  }
}

// The parser calls itself at every bracket: what would take it too deep is found before.
function measure(sdl: string): Violation | null {
  const lexer = new Lexer(new Source(sdl));
  let depth = 0;
  let tokens = 0;
  for (let { kind } = lexer.advance(); kind !== TokenKind.EOF; { kind } = lexer.advance()) {
    tokens += 1;
    if (tokens > MOST.tokens) return violation('size', PROGRAMME, null, { what: 'tokens', measured: tokens, allowed: MOST.tokens });
    if (OPENING.has(kind)) depth += 1;
    if (CLOSING.has(kind)) depth -= 1;
    if (depth > MOST.depth) return violation('depth', PROGRAMME, null, { measured: depth, allowed: MOST.depth });
  }
  return null;
}
