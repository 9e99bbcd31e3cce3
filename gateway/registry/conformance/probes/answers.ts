import { found } from '../probe.ts';
import type { Finding, Probe } from '../probe.ts';
import type { ConformanceSession, Entities } from '../conformance-session.ts';
import type { AnswerError } from '../subgraph-call.ts';

/** Two known covers around an unknown one, each asked something that can be answered and something that hardly can. */
async function provoke(session: ConformanceSession): Promise<Entities> {
  const [first = '', second = ''] = session.lives;
  return session.entities([first, session.newId(), second].map((id) => session.coverage(id)), `... on Coverage {
    good: eligibility(on: "${session.firstDay}") { eligible }
    strangeCursor: preAuthorizations(first: 1, after: "there is no such cursor") { pageInfo { hasNextPage } }
    tooMany: preAuthorizations(first: 1000000) { pageInfo { hasNextPage } }
    none: preAuthorizations(first: -1) { pageInfo { hasNextPage } }
  }`);
}

/** True when the path leads to a null, and no further than the first null on its way or to a field of an entity. */
function leadsToNull({ path }: AnswerError, data: unknown): boolean {
  if (!Array.isArray(path) || path.length < 2) return false;
  let at = data;
  for (const [depth, step] of (path as readonly (string | number)[]).entries()) {
    // A null entity has no fields that could fail.
    if (at === null) return depth > 2;
    if (typeof at !== 'object' || !(step in at)) return false;
    at = (at as Record<string | number, unknown>)[step];
  }
  return at === null;
}

function misplaced({ answer, entities }: Entities): Finding {
  const errors = answer.body?.errors ?? [];
  if (entities === null) return found('Fields that could not be answered took the whole answer with them. Answer null at their place with an error, and let the rest stand.', 'حقول تعذّرت إجابتها أسقطت الإجابة كلها. أجب null في موضعها مع خطأ ودع الباقي.');
  // Whatever stands, in whatever order, must be as many lives as were asked for, with what could be answered.
  const standing = entities.filter((entity) => typeof (entity as { good?: { eligible?: unknown } | null } | null)?.good?.eligible === 'boolean');
  if (standing.length !== 2) return found('A field beside one that could not be answered was lost. An error costs its own field alone.', 'ضاع حقل بجوار حقل تعذّرت إجابته. الخطأ لا يكلّف إلا حقله.');
  const paths = new Set(errors.map(({ path }) => JSON.stringify(path)));
  return errors.every((error) => leadsToNull(error, answer.body?.data)) && paths.size === errors.length ? null : found(
    'An error has no path, or one that does not lead to the null it explains. Give every error the path of its field: _entities, the place, the field.',
    'خطأ بلا مسار، أو مساره لا يقود إلى القيمة null التي يفسرها. أعط كل خطأ مسار حقله: _entities ثم الموضع ثم الحقل.',
  );
}

/** How what goes wrong is said. */
export const ANSWER_PROBES: readonly Probe[] = [
  {
    id: 'errors-at-their-place',
    title: { en: 'An error stands at its path', ar: 'الخطأ في موضعه' },
    kept: { en: 'Fields that were asked with odd arguments cost nothing beside them.', ar: 'حقول سُئلت بوسائط غريبة لم تضر ما بجوارها.' },
    weight: 'required',
    look: async (session) => misplaced(await provoke(session)),
  },
  {
    id: 'long-pages-are-errors',
    title: { en: 'A page that is too long is an error', ar: 'الصفحة الأطول من المسموح خطأ' },
    kept: { en: 'A page of more than 100, or of fewer than 1, was null with an error.', ar: 'الصفحة الأكثر من ١٠٠ أو الأقل من ١ كانت null مع خطأ.' },
    weight: 'required',
    async look(session) {
      const { answer, entities } = await provoke(session);
      const covers = (entities ?? []).filter((entity) => entity != null) as { readonly tooMany?: unknown; readonly none?: unknown }[];
      const answered = covers.some(({ tooMany, none }) => tooMany != null || none != null);
      // Where the errors stand, and what they cost beside them, is another probe's; that there are some is seen here.
      return !answered && (entities === null || (answer.body?.errors ?? []).length > 0) ? null : found(
        'preAuthorizations(first: 1000000) or (first: -1) was answered, or was null without an error. Answer null with an error at its path, and let everything beside it stand: the suite has no other way to see that you can.',
        'أُجيب preAuthorizations(first: 1000000) أو (first: -1)، أو كان null بلا خطأ. أجب null مع خطأ في مساره ودع كل ما بجواره، فلا سبيل آخر للفحص ليرى قدرتك على ذلك.',
      );
    },
  },
  {
    id: 'errors-have-a-code',
    title: { en: 'An error has a code', ar: 'للخطأ رمز' },
    kept: { en: 'Errors carry `extensions.code`.', ar: 'تحمل الأخطاء `extensions.code`.' },
    weight: 'advised',
    async look(session) {
      const { answer } = await provoke(session);
      const without = (answer.body?.errors ?? []).filter(({ extensions }) => typeof extensions?.code !== 'string');
      return without.length === 0 ? null : found('An error has no `extensions.code`. The graph shows no message of yours; the code is what remains for finding the cause.', 'خطأ بلا `extensions.code`. الرسم لا يعرض رسائلكم، والرمز هو ما يبقى لمعرفة السبب.');
    },
  },
  {
    id: 'garbage-is-refused',
    title: { en: 'A body that is no request is refused', ar: 'المتن الذي ليس طلبًا يُرفض' },
    kept: { en: 'Half a JSON object was refused as the caller\'s fault.', ar: 'رُفض نصف كائن JSON بوصفه خطأ المرسل.' },
    weight: 'advised',
    async look({ caller }) {
      const { status, body } = await caller.call({ query: '' }, { body: Buffer.from('{"query": "{ __ty') });
      const refused = status >= 200 && status < 500 && body?.data == null;
      return refused ? null : found(`Half a JSON object got HTTP ${status}. Answer 400; a caller's fault is no fault of the server.`, `حصل نصف كائن JSON على HTTP ${status}. أجب 400 فخطأ المرسل ليس خطأ الخادم.`);
    },
  },
];
