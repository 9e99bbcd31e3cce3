import { CompositionError } from '../../schema/tools/composition-error.ts';
import { answerQuestions } from './answer-questions.ts';
import { examine } from './check-extension.ts';
import { composeExtensions } from './compose-extensions.ts';
import type { ComposerAnswer, ComposerQuestion, ExtendedGraph } from './composer.ts';
import { rehearse } from './rehearse.ts';

/* The other side of composer.ts. */
answerQuestions((question: ComposerQuestion, tellEarly: (merged: ExtendedGraph) => void): ComposerAnswer => {
  try {
    if (question.kind === 'examine') return { kind: 'examined', ...examine(question.submitted, question.base, question.active) };
    if (question.kind === 'rehearse') return { kind: 'rehearsed', composed: rehearse(question.base) };
    const { composition, leftOut } = composeExtensions(question.base, question.extensions, tellEarly);
    return { kind: 'composed', supergraphSdl: composition.supergraphSdl, leftOut };
  } catch (error) {
    if (error instanceof CompositionError) return { kind: 'houses', problems: error.problems };
    throw error;
  }
});
