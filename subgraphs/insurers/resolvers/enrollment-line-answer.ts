import { sentenceOf } from '../../../schema/contracts/errors.ts';
import type { EnrollmentLineAnswerResolvers } from './types.generated.ts';

export const EnrollmentLineAnswer: EnrollmentLineAnswerResolvers = {
  message: ({ refusal }, _args, { locale }) => (refusal === null ? null : sentenceOf(refusal.code, locale, refusal.values)),
  coverage: ({ coverageId }, _args, { load }) => (coverageId === null ? null : load.coverage.load(coverageId)),
};
