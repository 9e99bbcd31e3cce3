import type { ErrorDefinitions } from '../error-definition.ts';

/** Why data of one insurer is missing, and what the graph says of an insurer's own subgraph. `extensions.insurerId` says whose. */
export const NETWORK_ERRORS = {
  PROVIDER_WITHDRAWN: {
    message: { en: 'The service of this insurer has been taken out of the programme.', ar: 'أُخرجت خدمة شركة التأمين هذه من البرنامج.' },
    next: { en: 'What the record holds of it stays readable; ask the insurer for the rest.', ar: 'يبقى ما في السجل مقروءًا، واسأل شركة التأمين عما سواه.' },
  },
  PROVIDER_PAUSED: {
    message: { en: 'The service of this insurer is paused.', ar: 'خدمة شركة التأمين هذه موقوفة مؤقتًا.' },
    next: { en: 'Try again when the insurer has resumed it.', ar: 'حاول مجددًا بعد أن تستأنفها الشركة.' },
  },
  PROVIDER_RESTING: {
    message: { en: 'The service of this insurer failed several times and is not asked for a while.', ar: 'أخفقت خدمة شركة التأمين هذه عدة مرات، فلا تُسأل مؤقتًا.' },
    next: { en: 'Try again in a few seconds; the rest of the answer is whole.', ar: 'حاول مجددًا بعد ثوانٍ؛ بقية الإجابة سليمة.' },
  },
  PROVIDER_UNREACHABLE: {
    message: { en: 'The service of this insurer cannot be reached.', ar: 'تعذّر الوصول إلى خدمة شركة التأمين هذه.' },
    next: { en: 'Try again; the rest of the answer is whole.', ar: 'حاول مجددًا؛ بقية الإجابة سليمة.' },
  },
  PROVIDER_TOO_SLOW: {
    message: { en: 'The service of this insurer took too long.', ar: 'تأخرت خدمة شركة التأمين هذه عن المهلة.' },
    next: { en: 'Try again; the rest of the answer is whole.', ar: 'حاول مجددًا؛ بقية الإجابة سليمة.' },
  },
  PROVIDER_ANSWER_INVALID: {
    message: { en: 'The service of this insurer answered something that is no GraphQL answer.', ar: 'أجابت خدمة شركة التأمين هذه بما ليس إجابة GraphQL.' },
    next: { en: 'The insurer has to mend it; the rest of the answer is whole.', ar: 'على الشركة إصلاح ذلك؛ بقية الإجابة سليمة.' },
  },
  PROVIDER_ANSWER_TOO_LARGE: {
    message: { en: 'The service of this insurer answered more than it may.', ar: 'تجاوزت إجابة خدمة شركة التأمين هذه الحجم المسموح.' },
    next: { en: 'The insurer has to mend it; ask for shorter pages meanwhile.', ar: 'على الشركة إصلاح ذلك؛ اطلب صفحات أقصر إلى حينه.' },
  },
  PROVIDER_ANSWER_NOT_ASKED: {
    message: { en: 'The service of this insurer answered about something it was not asked about.', ar: 'أجابت خدمة شركة التأمين هذه عن شيء لم تُسأل عنه.' },
    next: {
      en: 'The insurer has to mend it; `expected` names the part that was wrong and `received` says whether another or none stood there. Nothing of the answer was used.',
      ar: 'على الشركة إصلاح ذلك؛ يذكر expected الجزء الخاطئ، ويقول received هل كان غيره أم لم يكن. ولم يُستخدم شيء من إجابتها.',
    },
  },
  PROVIDER_FIELD_FAILED: {
    message: { en: 'The service of this insurer could not answer this.', ar: 'لم تتمكن خدمة شركة التأمين هذه من الإجابة عن هذا.' },
    next: { en: 'Try again; `providerCode` is its own word for the reason.', ar: 'حاول مجددًا؛ وفي providerCode رمز السبب لديها.' },
  },
  PROVIDER_LACKS_ENTITY: {
    message: { en: 'The service of this insurer does not know this.', ar: 'خدمة شركة التأمين هذه لا تعرف هذا العنصر.' },
    next: { en: 'What the record holds of it stays readable; the insurer has to load what it carried before it came.', ar: 'يبقى ما في السجل مقروءًا، وعلى الشركة تحميل ما كان لديها قبل انضمامها.' },
  },
  PROVIDER_ADDRESS_REFUSED: {
    message: { en: 'The service of this insurer is at an address that must not be called.', ar: 'خدمة شركة التأمين هذه على عنوان لا يجوز الاتصال به.' },
    next: { en: 'The insurer has to register a public address.', ar: 'على الشركة تسجيل عنوان عام.' },
  },
  PRE_AUTHORIZATION_DEEMED: {
    message: { en: 'Nobody answered within {minutes} minutes, which approved the request (rule S01).', ar: 'لم يُجب أحد خلال {minutes} دقيقة، فعُدّ الطلب موافقًا عليه (القاعدة S01).' },
    next: { en: 'Record what became of it: used, expired or taken back.', ar: 'سجّل ما آل إليه: استُخدم أو انتهى أو أُلغي.' },
  },
  LINE_REFUSED_BY_INSURER: {
    message: { en: 'The insurer refused the line ({code}).', ar: 'رفضت شركة التأمين السطر ({code}).' },
    next: { en: 'Ask the insurer what the code means; correct the line and send it anew.', ar: 'اسأل الشركة عن معنى الرمز، ثم صحّح السطر وأرسله من جديد.' },
  },
} as const satisfies ErrorDefinitions;
