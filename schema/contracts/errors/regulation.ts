import type { ErrorDefinitions } from '../error-definition.ts';

export const REGULATION_ERRORS = {
  SOURCE_CONTRADICTION: {
    message: {
      en: '{source} contradicts itself, so its answer cannot carry a decision.',
      ar: 'إجابة {source} متناقضة في ذاتها، فلا يُبنى عليها قرار.',
    },
    next: {
      en: 'Nothing was changed. Ask the owner of the source to correct the record, then try again.',
      ar: 'لم يتغير شيء. اطلب من الجهة المالكة للمصدر تصحيح السجل، ثم حاول مجددًا.',
    },
  },
} as const satisfies ErrorDefinitions;
