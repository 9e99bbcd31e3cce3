import type { ErrorDefinitions } from '../error-definition.ts';

/** What any command of any house may answer. */
export const COMMAND_ERRORS = {
  CONFLICT: {
    message: {
      en: 'Someone else changed this first: it is now {state}.',
      ar: 'سبقك غيرك إلى تغيير هذا العنصر، وحالته الآن {state}.',
    },
    next: { en: 'Read it again and decide anew.', ar: 'أعد قراءته ثم قرّر من جديد.' },
  },
  TRANSITION_NOT_ALLOWED: {
    message: {
      en: '{action} is not possible while the state is {state}.',
      ar: 'لا يمكن تنفيذ {action} والحالة {state}.',
    },
    next: { en: 'See availableActions for what is possible now.', ar: 'راجع availableActions لمعرفة الممكن الآن.' },
  },
  NOT_FOUND: {
    message: { en: 'There is no {entity} with this identifier.', ar: 'لا يوجد {entity} بهذا المعرّف.' },
    next: { en: 'Check the identifier.', ar: 'تحقّق من المعرّف.' },
  },
  INVALID_INPUT: {
    message: { en: '{field}: {reason}.', ar: '{field}: {reason}.' },
    next: { en: 'Correct the field and send it again.', ar: 'صحّح الحقل ثم أعد الإرسال.' },
  },
  IDEMPOTENCY_KEY_REUSED: {
    message: {
      en: 'This idempotency key was already used for a different input.',
      ar: 'استُخدم مفتاح التكرار هذا من قبل لمدخلات مختلفة.',
    },
    next: { en: 'Use a new key for a new command.', ar: 'استخدم مفتاحًا جديدًا لكل أمر جديد.' },
  },
  SOURCE_UNAVAILABLE: {
    message: {
      en: '{source} does not answer, so the facts for this decision cannot be had.',
      ar: 'لا يستجيب {source}، فتعذّر الحصول على وقائع هذا القرار.',
    },
    next: { en: 'Nothing was changed. Try again later.', ar: 'لم يتغير شيء. حاول لاحقًا.' },
  },
  NOT_YOURS: {
    message: { en: 'This belongs to another organisation.', ar: 'هذا العنصر يخص جهة أخرى.' },
    next: { en: 'Use a token of the organisation that owns it.', ar: 'استخدم رمز الجهة المالكة.' },
  },
} as const satisfies ErrorDefinitions;
