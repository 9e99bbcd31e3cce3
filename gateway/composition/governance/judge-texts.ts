import { visit } from 'graphql';
import type { DocumentNode } from 'graphql';
import { MOST } from './rules.ts';
import { PROGRAMME, violation } from './violation.ts';
import type { Violation } from './violation.ts';

// Control characters, direction overrides, what takes no room, and tags: they make a text read otherwise than it is written.
const HIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u200b\u2028\u2029\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]|[\u{e0000}-\u{e007f}]/u;

/** Texts that partners will read: not without end, and nothing in them that is not seen. Names: not without end. */
export function judgeTexts(document: DocumentNode): Violation[] {
  const found: Violation[] = [];
  visit(document, {
    StringValue({ value }) {
      if (value.length > MOST.textLength) found.push(violation('text', PROGRAMME, null, { reason: `${value.length} characters, ${MOST.textLength} are allowed`, text: value.slice(0, 40).replace(/[^\p{L}\p{N} ]/gu, ' ') }));
      else if (HIDDEN.test(value)) found.push(violation('text', PROGRAMME, null, { reason: 'a character that is not seen', text: value.slice(0, 40).replace(/[^\p{L}\p{N} ]/gu, ' ') }));
    },
    Name({ value }) {
      if (value.length > MOST.nameLength) found.push(violation('text', PROGRAMME, null, { reason: `a name of ${value.length} characters, ${MOST.nameLength} are allowed`, text: value.slice(0, 40) }));
    },
  });
  return found;
}
