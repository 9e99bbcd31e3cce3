import type { ErrorDefinitions } from '../error-definition.ts';

/** What the gateway and the door of every house answer before any command is read. */
export const GATEWAY_ERRORS = {
  UNAUTHENTICATED: {
    message: { en: 'A valid bearer token is needed.', ar: 'يلزم رمز دخول صالح.' },
    next: {
      en: 'Send Authorization: Bearer <token>; the token may have expired.',
      ar: 'أرسل الترويسة Authorization: Bearer <token>، فقد تكون صلاحية الرمز انتهت.',
    },
  },
  FORBIDDEN: {
    message: { en: 'This token may not read or do this.', ar: 'لا يملك هذا الرمز صلاحية القراءة أو التنفيذ هنا.' },
    next: { en: 'Ask for the scope {scopes}.', ar: 'اطلب الصلاحية {scopes}.' },
  },
  DOWNSTREAM_SERVICE_ERROR: {
    message: { en: 'The service {service} did not answer as it should.', ar: 'لم تُجب الخدمة {service} كما ينبغي.' },
    next: { en: 'Try again; the rest of the answer is whole.', ar: 'حاول مجددًا؛ بقية الإجابة سليمة.' },
  },
  DEADLINE_EXCEEDED: {
    message: { en: 'The service {service} took too long.', ar: 'تأخرت الخدمة {service} عن المهلة.' },
    next: { en: 'Try again later.', ar: 'حاول لاحقًا.' },
  },
  INTERNAL_SERVER_ERROR: {
    message: { en: 'Something unexpected happened (log id {id}).', ar: 'حدث خطأ غير متوقع (رقم السجل {id}).' },
    next: { en: 'Report the log id.', ar: 'أبلغ عن رقم السجل.' },
  },
  ENVELOPE_REFUSED: {
    message: { en: 'The identity envelope is missing or not valid: {reason}.', ar: 'ظرف الهوية مفقود أو غير صالح: {reason}.' },
    next: { en: 'Call through the gateway.', ar: 'استدعِ الخدمة عبر البوابة.' },
  },
} as const satisfies ErrorDefinitions;
