import { Lexer, Source, TokenKind } from 'graphql';

/**
 * Lexical tokens of a document, counted up to `most` and one more. A text that is not GraphQL counts up to where it
 * stops being so: the parser will say where that is.
 */
export function tokensIn(text: string, most: number): number {
  const lexer = new Lexer(new Source(text));
  let count = 0;
  try {
    while (count <= most && lexer.advance().kind !== TokenKind.EOF) count += 1;
  } catch {
    return count;
  }
  return count;
}
