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
  ANSWER_TOO_LARGE: {
    message: { en: 'The service {service} answered more than is taken.', ar: 'إجابة الخدمة {service} أكبر مما يُقبل.' },
    next: { en: 'Ask that service for less at once.', ar: 'اطلب من هذه الخدمة أقل في المرة الواحدة.' },
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
  PERSISTED_QUERY_NOT_FOUND: {
    message: { en: 'No operation is known by this hash.', ar: 'لا توجد عملية معروفة بهذه البصمة.' },
    next: { en: 'Send the hash once with the whole query.', ar: 'أرسل البصمة مرة مع الاستعلام كاملًا.' },
  },
  OPERATION_NOT_KNOWN: {
    message: { en: 'With this token, only known operations run, and this is none of them.', ar: 'بهذا الرمز لا تُنفَّذ إلا العمليات المعروفة، وهذه ليست منها.' },
    next: { en: 'Send one of the registered operations, unchanged or by its hash.', ar: 'أرسل إحدى العمليات المسجلة كما هي أو ببصمتها.' },
  },
  TOO_MANY_TOKENS: {
    message: { en: 'The document has at least {measured} tokens; {allowed} are allowed.', ar: 'في المستند {measured} رمزًا لغويًا على الأقل، والمسموح {allowed}.' },
    next: { en: 'Move values into variables, or split it.', ar: 'انقل القيم إلى متغيرات أو قسّم المستند.' },
  },
  OPERATION_TOO_LARGE: {
    message: { en: 'The operation selects at least {measured} fields; {allowed} are allowed.', ar: 'تطلب العملية {measured} حقلًا على الأقل، والمسموح {allowed}.' },
    next: { en: 'Ask for less at once.', ar: 'اطلب حقولًا أقل في المرة الواحدة.' },
  },
  OPERATION_TOO_DEEP: {
    message: { en: 'The operation is {measured} levels deep; {allowed} are allowed.', ar: 'عمق العملية {measured} مستوى، والمسموح {allowed}.' },
    next: { en: 'Ask for the lower levels in an operation of their own.', ar: 'اطلب المستويات الأعمق في عملية مستقلة.' },
  },
  TOO_MANY_ALIASES: {
    message: { en: 'The operation has {measured} aliases; {allowed} are allowed.', ar: 'في العملية {measured} اسمًا مستعارًا، والمسموح {allowed}.' },
    next: { en: 'Ask for a list, or split the operation.', ar: 'اطلب قائمة أو قسّم العملية.' },
  },
  TOO_MANY_ROOT_FIELDS: {
    message: { en: 'The operation has {measured} root fields; {allowed} are allowed.', ar: 'في العملية {measured} حقلًا جذريًا، والمسموح {allowed}.' },
    next: { en: 'Split the operation.', ar: 'قسّم العملية.' },
  },
  OPERATION_TOO_COSTLY: {
    message: { en: 'The operation is estimated to cost {measured}; {allowed} is allowed.', ar: 'التكلفة المقدرة للعملية {measured}، والمسموح {allowed}.' },
    next: { en: 'Ask for shorter pages or fewer levels of lists.', ar: 'اطلب صفحات أقصر أو مستويات أقل من القوائم.' },
  },
  SUBGRAPH_COST_TOO_HIGH: {
    message: { en: 'The operation is estimated to cost the service {service} {measured}; {allowed} is allowed.', ar: 'التكلفة المقدرة للعملية على الخدمة {service} هي {measured}، والمسموح {allowed}.' },
    next: { en: 'Ask that service for shorter pages or fewer levels of lists.', ar: 'اطلب من هذه الخدمة صفحات أقصر أو مستويات أقل من القوائم.' },
  },
  PLANNING_TOO_LONG: {
    message: { en: 'The operation was not planned in {measured} ms; {allowed} ms are allowed.', ar: 'لم تُخطَّط العملية خلال {measured} مللي ثانية، والمسموح {allowed}.' },
    next: { en: 'Ask for fewer types at once.', ar: 'اطلب أنواعًا أقل في المرة الواحدة.' },
  },
  RATE_LIMITED: {
    message: { en: '{measured} operations came within a minute; {allowed} are allowed.', ar: 'وصلت {measured} عملية خلال دقيقة، والمسموح {allowed}.' },
    next: { en: 'Try again in {seconds} seconds.', ar: 'حاول مجددًا بعد {seconds} ثانية.' },
  },
  OPERATION_DEADLINE_EXCEEDED: {
    message: { en: 'The operation took {measured} ms; {allowed} ms are allowed.', ar: 'استغرقت العملية {measured} مللي ثانية، والمسموح {allowed}.' },
    next: { en: 'What had come by then is in the answer; ask for less at once.', ar: 'في الإجابة ما وصل حتى ذلك الوقت؛ اطلب أقل في المرة الواحدة.' },
  },
  SERVICE_PAUSED: {
    message: { en: 'The service {service} failed several times and is not asked for a while.', ar: 'أخفقت الخدمة {service} عدة مرات، فلا تُسأل مؤقتًا.' },
    next: { en: 'Try again in a few seconds; the rest of the answer is whole.', ar: 'حاول مجددًا بعد ثوانٍ؛ بقية الإجابة سليمة.' },
  },
  NO_SUBGRAPH_ANSWERS: {
    message: { en: 'No subgraph can answer this field in the way it is asked.', ar: 'لا يستطيع أي مخطط فرعي الإجابة عن هذا الحقل بالطريقة المطلوبة.' },
    next: { en: 'Reach it by another path of the graph.', ar: 'اطلبه عبر مسار آخر في المخطط.' },
  },
  VALUE_NOT_GIVEN: {
    message: { en: 'No subgraph gave a value for {coordinate}.', ar: 'لم يُعطِ أي مخطط فرعي قيمة للحقل {coordinate}.' },
    next: { en: 'The object may have left the service that knows it; the rest of the answer is whole.', ar: 'قد يكون الكائن غادر الخدمة التي تعرفه؛ بقية الإجابة سليمة.' },
  },
  NULL_NOT_ALLOWED: {
    message: { en: 'Cannot return null for non-nullable field {coordinate}.', ar: 'لا يجوز أن تكون قيمة الحقل {coordinate} خالية.' },
    next: { en: 'Try again; if it stays, report the field.', ar: 'حاول مجددًا؛ وإن تكرر الأمر فأبلغ عن الحقل.' },
  },
  VALUE_NOT_OF_TYPE: {
    message: { en: 'The value of {coordinate} is not of its type.', ar: 'قيمة الحقل {coordinate} ليست من نوعه.' },
    next: { en: 'Try again; if it stays, report the field.', ar: 'حاول مجددًا؛ وإن تكرر الأمر فأبلغ عن الحقل.' },
  },
  TYPE_NOT_KNOWN: {
    message: { en: 'Of which type the object of {coordinate} is, no subgraph says.', ar: 'لا يبيّن أي مخطط فرعي نوع الكائن في الحقل {coordinate}.' },
    next: { en: 'The object may have left the service that knows it; the rest of the answer is whole.', ar: 'قد يكون الكائن غادر الخدمة التي تعرفه؛ بقية الإجابة سليمة.' },
  },
  SUBSCRIPTION_NEEDS_STREAM: {
    message: { en: 'Subscriptions are answered as server-sent events only.', ar: 'لا يُجاب عن الاشتراكات إلا بأحداث يرسلها الخادم.' },
    next: { en: 'Send Accept: text/event-stream.', ar: 'أرسل الترويسة Accept: text/event-stream.' },
  },
  TOO_MANY_SUBSCRIPTIONS: {
    message: { en: '{measured} event streams would run at once; {allowed} are allowed.', ar: 'سيعمل {measured} اشتراكًا في الوقت نفسه، والمسموح {allowed}.' },
    next: { en: 'End one first.', ar: 'أنهِ أحدها أولًا.' },
  },
  GRAPH_CHANGED: {
    message: { en: 'The graph has changed, and the subscription has ended with the old one.', ar: 'تغيّر المخطط، وانتهى الاشتراك بانتهاء المخطط السابق.' },
    next: { en: 'Subscribe again.', ar: 'اشترك مجددًا.' },
  },
  GATEWAY_STOPPING: {
    message: { en: 'This gateway is stopping.', ar: 'هذه البوابة تتوقف عن العمل.' },
    next: { en: 'Try again: another one answers.', ar: 'حاول مجددًا: ستجيب بوابة أخرى.' },
  },
} as const satisfies ErrorDefinitions;
