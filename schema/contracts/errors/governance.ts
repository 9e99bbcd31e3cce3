import type { ErrorDefinitions } from '../error-definition.ts';

/** Why an insurer's extension of the graph is not let in. `coordinate` says where, `owner` whose right it would touch. */
export const GOVERNANCE_ERRORS = {
  EXTENSION_TOO_LARGE: {
    message: { en: 'The extension has {measured} {what} ({coordinate}); {allowed} are allowed.', ar: 'في الامتداد {measured} من {what} ({coordinate})، والمسموح {allowed}.' },
    next: { en: 'Send only what the insurer adds to the graph.', ar: 'أرسل ما تضيفه الشركة إلى المخطط فقط.' },
  },
  EXTENSION_NOT_GRAPHQL: {
    message: { en: 'The SDL does not parse at line {line}, column {column}: {reason}', ar: 'تعذّرت قراءة SDL عند السطر {line} والعمود {column}: {reason}' },
    next: { en: 'Mend it there.', ar: 'صحّحه هناك.' },
  },
  EXTENSION_TOO_DEEP: {
    message: { en: 'Brackets stand {measured} deep in the SDL; {allowed} are allowed.', ar: 'تتداخل الأقواس في SDL إلى عمق {measured}، والمسموح {allowed}.' },
    next: { en: 'Use fewer lists within lists and simpler default values.', ar: 'قلّل القوائم المتداخلة وبسّط القيم الافتراضية.' },
  },
  EXTENSION_NOT_VALID: {
    message: { en: 'The SDL is no valid GraphQL ({coordinate}): {reason}', ar: 'ليس SDL مخططًا صالحًا في GraphQL ({coordinate}): {reason}' },
    next: { en: 'Mend it; an extension defines every type it names.', ar: 'صحّحه؛ على الامتداد أن يعرّف كل نوع يذكره.' },
  },
  EXTENSION_EMPTY: {
    message: { en: 'The extension adds no field to any opened entity.', ar: 'لا يضيف الامتداد حقلًا إلى أي كيان مفتوح.' },
    next: { en: 'Add a field that begins with {namespace}_ to one, or submit the contract alone without an SDL.', ar: 'أضف إلى أحدها حقلًا يبدأ بـ {namespace}_، أو قدّم العقد وحده دون SDL.' },
  },
  EXTENSION_TEXT_REFUSED: {
    message: { en: 'A text of the SDL cannot be shown to partners: {reason} (at "{text}").', ar: 'في SDL نص لا يمكن عرضه على الشركاء: {reason} (عند "{text}").' },
    next: { en: 'Write it shorter and in characters that are seen.', ar: 'اكتبه أقصر وبحروف ظاهرة.' },
  },
  EXTENSION_DEFINITION_REFUSED: {
    message: { en: 'An extension may not bring a {kind} ({coordinate}).', ar: 'لا يجوز أن يأتي الامتداد بتعريف من نوع {kind} ({coordinate}).' },
    next: { en: 'Bring object types, enums and inputs; leave out what federation itself defines.', ar: 'عرّف أنواع الكائنات والتعدادات والمدخلات، واترك ما تعرّفه الفدرالية نفسها.' },
  },
  EXTENSION_LINK_REFUSED: {
    message: { en: 'This @link is not the one an extension has: {url}.', ar: 'رابط ‎@link هذا ليس المسموح به للامتداد: {url}.' },
    next: {
      en: 'Link https://specs.apollo.dev/federation/v2.9 once, without `as` or `for`, importing @key, @shareable, @authenticated or @requiresScopes by their own names.',
      ar: 'اربط https://specs.apollo.dev/federation/v2.9 مرة واحدة دون as أو for، واستورد @key أو @shareable أو @authenticated أو @requiresScopes بأسمائها.',
    },
  },
  EXTENSION_ROOT_FIELD: {
    message: { en: 'An extension may not add to the roots of the graph ({coordinate}).', ar: 'لا يجوز أن يضيف الامتداد إلى جذور المخطط ({coordinate}).' },
    next: { en: 'Add a field to an opened entity instead.', ar: 'أضف حقلًا إلى كيان مفتوح بدلًا من ذلك.' },
  },
  EXTENSION_FOREIGN_TYPE: {
    message: { en: '{coordinate} is defined by {owner} and not opened to extensions.', ar: 'النوع {coordinate} تعرّفه {owner} وليس مفتوحًا للامتدادات.' },
    next: { en: 'Leave it out.', ar: 'احذفه.' },
  },
  EXTENSION_FOREIGN_FIELD: {
    message: { en: '{coordinate} is answered by {owner}.', ar: 'الحقل {coordinate} تجيب عنه {owner}.' },
    next: { en: 'Declare the key fields exactly as they are, and besides them fields of your own namespace alone.', ar: 'عرّف حقول المفتاح كما هي تمامًا، وما عداها حقول نطاقك فقط.' },
  },
  EXTENSION_FOREIGN_REFERENCE: {
    message: { en: '{coordinate} leads to {type}, which is not of your namespace.', ar: 'يؤدي {coordinate} إلى {type} وهو خارج نطاقك.' },
    next: { en: 'Use types of your own, built-in scalars, Date, DateTime, Decimal, Money, LocalizedText or PageInfo.', ar: 'استخدم أنواعك أو الأنواع الأساسية أو Date أو DateTime أو Decimal أو Money أو LocalizedText أو PageInfo.' },
  },
  EXTENSION_NOT_NULLABLE: {
    message: { en: '{coordinate} says that it is never null; whenever it is, it would take an entity of {owner} with it.', ar: 'يدّعي {coordinate} أنه لا يكون null أبدًا؛ وحين يكون كذلك يُسقط معه كيانًا تعرّفه {owner}.' },
    next: { en: 'Leave out the exclamation mark at its end.', ar: 'احذف علامة التعجب من آخره.' },
  },
  EXTENSION_MEMBERSHIP: {
    message: { en: '{coordinate} may not be joined with {type}.', ar: 'لا يجوز ربط {coordinate} بـ {type}.' },
    next: { en: 'Leave it out; types of an extension implement nothing.', ar: 'احذفه؛ فأنواع الامتداد لا تنفّذ واجهات.' },
  },
  EXTENSION_OUTSIDE_NAMESPACE: {
    message: { en: 'The name {name} ({coordinate}) is outside your namespace.', ar: 'الاسم {name} ({coordinate}) خارج نطاقك.' },
    next: { en: 'Begin it with {namespace}_.', ar: 'ابدأه بـ {namespace}_.' },
  },
  EXTENSION_NAMESPACE_OF_ANOTHER: {
    message: { en: 'The name {name} ({coordinate}) is in the namespace of {owner}.', ar: 'الاسم {name} ({coordinate}) في نطاق {owner}.' },
    next: { en: 'Begin it with {namespace}_.', ar: 'ابدأه بـ {namespace}_.' },
  },
  EXTENSION_NAME_RESERVED: {
    message: { en: 'The name {name} ({coordinate}) belongs to GraphQL or to federation.', ar: 'الاسم {name} ({coordinate}) محجوز لـ GraphQL أو للفدرالية.' },
    next: { en: 'Leave it out, or name it without a leading underscore and without two in a row.', ar: 'احذفه، أو سمّه دون شرطة سفلية في أوله ودون شرطتين متتاليتين.' },
  },
  EXTENSION_KEY_REFUSED: {
    message: { en: '{coordinate} is not entered by its one key.', ar: 'لا يُدخل إلى {coordinate} بمفتاحه الوحيد.' },
    next: { en: 'Write @key(fields: "{expected}") once, on the opened entity alone, and declare these fields.', ar: 'اكتب ‎@key(fields: "{expected}")‎ مرة واحدة على الكيان المفتوح وحده، وعرّف هذه الحقول.' },
  },
  EXTENSION_SHARED_TYPE_CHANGED: {
    message: { en: '{coordinate} is a word of the whole programme and is not as {owner} define it.', ar: 'النوع {coordinate} مشترك بين الجميع ولا يطابق تعريف {owner}.' },
    next: { en: 'Copy its definition from insurer-network.graphql, whole and once, with @shareable on a type.', ar: 'انسخ تعريفه من insurer-network.graphql كاملًا ومرة واحدة، مع ‎@shareable على النوع.' },
  },
  EXTENSION_DESCRIPTION_CHANGED: {
    message: { en: 'The description of {coordinate} is written by {owner}.', ar: 'وصف {coordinate} تكتبه {owner}.' },
    next: { en: 'Leave it out.', ar: 'احذفه.' },
  },
  EXTENSION_OVERRIDES: {
    message: { en: '{directive} on {coordinate} would take over what {owner} answers.', ar: 'استخدام {directive} على {coordinate} يستولي على ما تجيب عنه {owner}.' },
    next: { en: 'Leave it out.', ar: 'احذفه.' },
  },
  EXTENSION_HIDES: {
    message: { en: '{directive} on {coordinate} would hide it from everybody.', ar: 'استخدام {directive} على {coordinate} يخفيه عن الجميع.' },
    next: { en: 'Leave out what nobody is to see.', ar: 'احذف ما لا ينبغي أن يراه أحد.' },
  },
  EXTENSION_RESTRICTS: {
    message: { en: '{directive} on {coordinate} would decide who may read what {owner} answers.', ar: 'استخدام {directive} على {coordinate} يقرر من يقرأ ما تجيب عنه {owner}.' },
    next: { en: 'Restrict your own types and fields alone, with @authenticated or @requiresScopes.', ar: 'قيّد أنواعك وحقولك وحدها، بـ ‎@authenticated أو ‎@requiresScopes.' },
  },
  EXTENSION_ASKS_FOR_MORE: {
    message: { en: '{directive} on {coordinate} would have you told more of an entity than its key.', ar: 'استخدام {directive} على {coordinate} يطلعك على أكثر من مفتاح الكيان.' },
    next: { en: 'Answer from the key alone.', ar: 'أجب من المفتاح وحده.' },
  },
  EXTENSION_SHARES: {
    message: { en: '{directive} may not stand on {coordinate}: one alone answers a field.', ar: 'لا يجوز {directive} على {coordinate}: لكل حقل مجيب واحد.' },
    next: { en: 'Leave it out; it belongs on the shared types alone.', ar: 'احذفه؛ فمكانه الأنواع المشتركة وحدها.' },
  },
  EXTENSION_PRICES: {
    message: { en: '{directive} on {coordinate} would change what operations cost.', ar: 'استخدام {directive} على {coordinate} يغيّر تكلفة العمليات.' },
    next: { en: 'Leave it out; the gateway estimates.', ar: 'احذفه؛ فالبوابة تقدّر التكلفة.' },
  },
  EXTENSION_INTERFACE_OBJECT: {
    message: { en: '{directive} on {coordinate} would add to types you do not own.', ar: 'استخدام {directive} على {coordinate} يضيف إلى أنواع ليست لك.' },
    next: { en: 'Leave it out.', ar: 'احذفه.' },
  },
  EXTENSION_DIRECTIVE_REFUSED: {
    message: { en: '{directive} may not stand on {coordinate}.', ar: 'لا يجوز {directive} على {coordinate}.' },
    next: { en: 'Leave it out.', ar: 'احذفه.' },
  },
  EXTENSION_SCOPE_UNKNOWN: {
    message: { en: '{coordinate} asks for scopes the programme does not have: {scopes}.', ar: 'يطلب {coordinate} صلاحيات ليست في البرنامج: {scopes}.' },
    next: { en: 'Name scopes of the programme, each set with at least one.', ar: 'اذكر صلاحيات من البرنامج، وفي كل مجموعة واحدة على الأقل.' },
  },
  EXTENSION_DOES_NOT_COMPOSE: {
    message: { en: 'With this extension the graph does not compose: {reason}', ar: 'لا يتركب المخطط مع هذا الامتداد: {reason}' },
    next: { en: 'Mend it; nobody else is affected.', ar: 'صحّحه؛ ولم يتأثر سواك.' },
  },
  EXTENSION_CHANGES_GRAPH: {
    message: { en: 'This extension would change {coordinate}, which is not of its namespace.', ar: 'يغيّر هذا الامتداد {coordinate} وهو خارج نطاقه.' },
    next: { en: 'Leave out what changes it; tell the council when you cannot find it.', ar: 'احذف ما يغيّره، وأبلغ المجلس إن لم تجده.' },
  },
  EXTENSION_BREAKS: {
    message: { en: 'Partners may use what this version takes away: {change}', ar: 'قد يستخدم الشركاء ما يزيله هذا الإصدار: {change}' },
    next: {
      en: 'Keep it, mark it @deprecated, and add the new beside it. A field may go when versions that deprecate it have served for {days} days.',
      ar: 'أبقه وضع عليه ‎@deprecated وأضف الجديد بجانبه. يجوز حذف الحقل بعد أن تخدم إصدارات تعلن إهماله {days} يومًا.',
    },
  },
  EXTENSION_NOT_CHECKED: {
    message: { en: 'The extension could not be checked: {reason}', ar: 'تعذّر فحص الامتداد: {reason}' },
    next: { en: 'Submit it again; a simpler one is checked faster.', ar: 'قدّمه مجددًا؛ والأبسط يُفحص أسرع.' },
  },
} as const satisfies ErrorDefinitions;
