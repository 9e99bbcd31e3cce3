import type { ErrorDefinitions } from '../error-definition.ts';

/** What the registry of insurers' own subgraphs answers beyond what every command may. */
export const REGISTRY_ERRORS = {
  ADDRESS_REFUSED: {
    message: { en: 'This address cannot be used: {reason}.', ar: 'لا يمكن استخدام هذا العنوان: {reason}.' },
    next: {
      en: 'Name an https address that anyone on the internet can reach; a graph that is tried on one machine takes http, and addresses of that machine, as well.',
      ar: 'اذكر عنوان https يمكن الوصول إليه من الإنترنت؛ والرسم الذي يُجرَّب على جهاز واحد يقبل http وعناوين ذلك الجهاز أيضًا.',
    },
  },
  ADDRESS_NOT_PROVED: {
    message: { en: 'This address is not of the origin {origin}, which was proved.', ar: 'هذا العنوان ليس من المصدر {origin} الذي ثبتت ملكيته.' },
    next: {
      en: 'Serve the version under the proved origin, or name the other one with moveSubgraphAddress and prove it.',
      ar: 'قدّم الإصدار تحت المصدر المثبت، أو سمِّ المصدر الآخر بواسطة moveSubgraphAddress وأثبته.',
    },
  },
  ADDRESS_PROVED_ALREADY: {
    message: { en: 'The address is proved already, and no other was named.', ar: 'العنوان مثبت بالفعل ولم يُسمَّ عنوان آخر.' },
    next: { en: 'Name the address it moves to with moveSubgraphAddress first, or go on with this one.', ar: 'سمِّ العنوان الجديد بواسطة moveSubgraphAddress أولًا، أو تابع بالحالي.' },
  },
  CHALLENGE_FAILED: {
    message: { en: '{url} did not answer the challenge: {reason}.', ar: 'لم يُجب {url} عن التحدي: {reason}.' },
    next: {
      en: 'Answer the token of `challenge` there, as plain text with status 200 and no redirect, then try again.',
      ar: 'أجب هناك برمز `challenge` نصًا صريحًا بالحالة 200 ودون تحويل، ثم حاول مجددًا.',
    },
  },
  ALREADY_REGISTERED: {
    message: { en: 'This insurer has a registration, which is {state}.', ar: 'لهذا المؤمِّن تسجيل قائم، وحالته {state}.' },
    next: { en: 'Go on with it (ownSubgraphRegistration), or withdraw it first.', ar: 'تابع به (ownSubgraphRegistration)، أو اسحبه أولًا.' },
  },
  NAMESPACE_TAKEN: {
    message: {
      en: 'The namespace {namespace} is another insurer\'s, or begins like it.',
      ar: 'النطاق {namespace} يخص مؤمِّنًا آخر أو يبدأ مثله.',
    },
    next: { en: 'Choose another one.', ar: 'اختر نطاقًا آخر.' },
  },
  NAMESPACE_RESERVED: {
    message: { en: 'The namespace {namespace} is a word of the programme itself.', ar: 'النطاق {namespace} من كلمات البرنامج نفسه.' },
    next: { en: 'Choose one that says who the insurer is.', ar: 'اختر نطاقًا يدل على المؤمِّن.' },
  },
  SDL_TOO_LARGE: {
    message: { en: 'The SDL has {measured} bytes; {allowed} are allowed.', ar: 'حجم SDL هو {measured} بايت، والمسموح {allowed}.' },
    next: { en: 'Submit only what the insurer adds to the graph, not the contract.', ar: 'قدّم ما يضيفه المؤمِّن إلى الواجهة فقط، دون العقد.' },
  },
  PAUSED_BY_REGULATOR: {
    message: { en: 'The regulator paused this registration.', ar: 'أوقفت الجهة المنظمة هذا التسجيل مؤقتًا.' },
    next: { en: 'Ask the regulator to resume it.', ar: 'اطلب من الجهة المنظمة استئنافه.' },
  },
} as const satisfies ErrorDefinitions;
