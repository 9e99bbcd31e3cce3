import type { ErrorDefinitions } from '../error-definition.ts';

/** What the regulation house answers beyond what every command may. */
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
  ACCREDITATION_RULE_FAILED: {
    message: {
      en: 'The registers do not satisfy the accreditation rules {rules}.',
      ar: 'بيانات السجلات لا تستوفي قواعد الاعتماد {rules}.',
    },
    next: {
      en: 'See rulesEvaluated of the accreditation; have the register corrected or the licence renewed, then try again.',
      ar: 'راجع rulesEvaluated في الاعتماد، وصحّح السجل أو جدّد الترخيص، ثم حاول مجددًا.',
    },
  },
  RENEWAL_TOO_EARLY: {
    message: { en: 'This accreditation may be renewed from {from}.', ar: 'يمكن تجديد هذا الاعتماد ابتداءً من {from}.' },
    next: { en: 'Come back on that day.', ar: 'عد في ذلك اليوم.' },
  },
  REMEDY_NOT_DONE: {
    message: { en: 'The tender has not been returned to evaluation yet.', ar: 'لم تُعَد المنافسة إلى التقييم بعد.' },
    next: { en: 'Its house is told by itself; try again in a moment.', ar: 'تُبلَّغ الجهة المعنية تلقائيًا؛ حاول مجددًا بعد قليل.' },
  },
  TENDER_ALREADY_PUBLISHED: {
    message: {
      en: 'The tender is {state}; the regulator\'s word is given before publication.',
      ar: 'حالة المنافسة {state}، وكلمة الجهة المنظمة تُقال قبل النشر.',
    },
    next: { en: 'A complaint during standstill is the way from here.', ar: 'الطريق من هنا هو التظلم في فترة التوقف.' },
  },
  NOT_IN_STANDSTILL: {
    message: {
      en: 'The tender is {state}; complaints are filed during its standstill.',
      ar: 'حالة المنافسة {state}، والتظلم يُقدَّم في فترة التوقف.',
    },
    next: { en: 'See the tender\'s calendar and awards.', ar: 'راجع تقويم المنافسة وترسياتها.' },
  },
  NOT_A_BIDDER: {
    message: {
      en: 'Only an insurer that sealed a bid for this tender may complain about it.',
      ar: 'لا يتظلم من هذه المنافسة إلا مؤمِّن قدّم فيها عرضًا مختومًا.',
    },
    next: { en: 'Use a token of the bidder.', ar: 'استخدم رمز مقدم العرض.' },
  },
  OPENING_TOO_EARLY: {
    message: { en: 'Bids may be sealed until {deadline}; the key stays sealed until then.', ar: 'يستمر تقديم العروض حتى {deadline}، ويبقى المفتاح مختومًا حتى ذلك الحين.' },
    next: { en: 'Ask for the opening after the deadline.', ar: 'اطلب فتح العروض بعد الموعد النهائي.' },
  },
  OPENING_BY_ONE_PERSON: {
    message: { en: 'The opening was asked for and witnessed by the same person.', ar: 'طالب الفتح وشاهده شخص واحد.' },
    next: { en: 'Have someone of another organisation witness it.', ar: 'ليشهد الفتح شخص من جهة أخرى.' },
  },
  OPENING_NOT_AS_RECORDED: {
    message: {
      en: 'The tender\'s own record names other people for its opening.',
      ar: 'سجل المنافسة يذكر أشخاصًا آخرين لفتح العروض.',
    },
    next: { en: 'Send the two people the tender\'s opening names.', ar: 'أرسل الشخصين المذكورين في سجل الفتح.' },
  },
  RULE_DATES_OVERLAP: {
    message: {
      en: 'Rule {rule} has a value from {from} to {to} already, so a day would have two.',
      ar: 'للقاعدة {rule} قيمة من {from} إلى {to}، فيكون ليوم واحد قيمتان.',
    },
    next: {
      en: 'Choose other days, or end the version before with endPrevious.',
      ar: 'اختر أيامًا أخرى، أو أنهِ النسخة السابقة بـ endPrevious.',
    },
  },
} as const satisfies ErrorDefinitions;
