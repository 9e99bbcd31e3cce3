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
  REQUEST_TOO_LARGE: {
    message: { en: 'The request is larger than {limit} bytes.', ar: 'حجم الطلب يتجاوز {limit} بايت.' },
    next: { en: 'Send bulk data as an upload.', ar: 'أرسل البيانات الكبيرة عبر رفع ملف.' },
  },
  ADDRESS_NOT_FOUND: {
    message: { en: 'There is nothing at this address.', ar: 'لا يوجد شيء في هذا العنوان.' },
    next: { en: 'The graph is at /graphql.', ar: 'الواجهة في /graphql.' },
  },
  BAD_REQUEST: {
    message: { en: 'This is not a GraphQL request over HTTP.', ar: 'ليس هذا طلب GraphQL عبر HTTP.' },
    next: { en: 'POST a JSON object with a query.', ar: 'أرسل بطريقة POST كائن JSON فيه query.' },
  },
  GRAPHQL_PARSE_FAILED: {
    message: { en: 'The operation is not GraphQL.', ar: 'العملية ليست بصيغة GraphQL صحيحة.' },
    next: { en: 'Mend it where the message says.', ar: 'صحّحها حيث تشير الرسالة.' },
  },
  GRAPHQL_VALIDATION_FAILED: {
    message: { en: 'The operation does not fit the schema.', ar: 'العملية لا توافق المخطط.' },
    next: { en: 'Compare it with schema/api.graphql.', ar: 'قارنها بالملف schema/api.graphql.' },
  },
  OPERATION_RESOLUTION_FAILURE: {
    message: { en: 'No operation of that name is in the document.', ar: 'لا توجد عملية بهذا الاسم في المستند.' },
    next: { en: 'Send operationName when there are several.', ar: 'أرسل operationName عند تعدد العمليات.' },
  },
  BAD_USER_INPUT: {
    message: { en: 'A variable does not fit its type.', ar: 'أحد المتغيرات لا يوافق نوعه.' },
    next: { en: 'Mend the variable the message names.', ar: 'صحّح المتغير المذكور في الرسالة.' },
  },
  PERSISTED_QUERY_NOT_SUPPORTED: {
    message: { en: 'Operations are not kept by hash here.', ar: 'لا تُحفظ العمليات بالبصمة هنا.' },
    next: { en: 'Send the whole query.', ar: 'أرسل الاستعلام كاملًا.' },
  },
} as const satisfies ErrorDefinitions;
