import { isDeepStrictEqual } from 'node:util';
import { found } from '../probe.ts';
import type { Probe } from '../probe.ts';
import type { Entities } from '../conformance-session.ts';

const ID = '... on Coverage { id }';

/** Of each place: the identifier, or null. */
function idsOf({ entities }: Entities): unknown[] | null {
  return entities?.map((entity) => (entity as { id?: unknown } | null)?.id ?? null) ?? null;
}

const ANSWER_LIMIT = 4 << 20;

/** How references are resolved. */
export const REFERENCE_PROBES: readonly Probe[] = [
  {
    id: 'references-in-order',
    title: { en: 'References are answered in order', ar: 'تُجاب المراجع بترتيبها' },
    kept: { en: 'Known and unknown references stood at their places.', ar: 'كانت المراجع المعروفة والمجهولة في مواضعها.' },
    weight: 'required',
    async look(session) {
      const [first = '', second = '', third = ''] = session.lives;
      const asked = [first, session.newId(), second, third];
      const plan = { __typename: 'InsurancePlan', insurerId: session.target.insurerId, id: session.newId() };
      const ids = idsOf(await session.entities([...asked.map((id) => session.coverage(id)), plan], ID));
      return isDeepStrictEqual(ids, [first, null, second, third, null]) ? null : found(
        'Five references, two of them unknown, were not answered at their places. Answer `_entities` in the order of `representations`.',
        'خمسة مراجع، اثنان منها مجهولان، لم تُجب في مواضعها. أجب `_entities` بترتيب `representations`.',
      );
    },
  },
  {
    id: 'misses-are-null',
    title: { en: 'A reference nobody knows is null', ar: 'المرجع المجهول قيمته null' },
    kept: { en: 'Unknown references of each entity were null, without an error.', ar: 'كانت المراجع المجهولة من كل نوع null دون خطأ.' },
    weight: 'required',
    async look(session) {
      const unknown = ['Coverage', 'PreAuthorization', 'InsurancePlan', 'Policy'].map((__typename) => ({ __typename, insurerId: session.target.insurerId, id: session.newId() }));
      const { answer, entities } = await session.entities(unknown, '');
      return isDeepStrictEqual(entities, unknown.map(() => null)) && (answer.body?.errors ?? []).length === 0 ? null : found(
        'A reference that nobody knows was not answered with null alone. Answer null at its place, without an error.',
        'لم يُجب مرجع مجهول بقيمة null وحدها. أجب null في موضعه دون خطأ.',
      );
    },
  },
  {
    id: 'same-reference-twice',
    title: { en: 'A reference asked twice is answered twice', ar: 'المرجع المكرر يُجاب في كل موضع' },
    kept: { en: 'Repeated references were answered at each of their places.', ar: 'أُجيبت المراجع المكررة في كل مواضعها.' },
    weight: 'required',
    async look(session) {
      const [first = '', second = ''] = session.lives;
      const asked = [first, second, first, first];
      const ids = idsOf(await session.entities(asked.map((id) => session.coverage(id)), ID));
      // As a set of counts: which stands where is another probe's.
      return ids !== null && isDeepStrictEqual([...ids].sort(), [...asked].sort()) ? null : found(
        'Of four references, three the same, not four answers came. Answer every place, also of a reference that was there before.',
        'أربعة مراجع، ثلاثة منها متماثلة، لم تأت لها أربع إجابات. أجب كل موضع ولو تكرر المرجع.',
      );
    },
  },
  {
    id: 'odd-references',
    title: { en: 'A reference without an id costs its own place', ar: 'المرجع بلا معرّف لا يضر إلا موضعه' },
    kept: { en: 'References without an id, or with an id that is no text, were null, and their neighbours stood.', ar: 'المراجع بلا معرّف أو بمعرّف غير نصي كانت null وبقي جيرانها.' },
    weight: 'required',
    async look(session) {
      const [first = '', second = ''] = session.lives;
      const key = { __typename: 'Coverage', insurerId: session.target.insurerId };
      const ids = idsOf(await session.entities([session.coverage(first), key, { ...key, id: { $ne: null } }, session.coverage(second)], ID));
      // Sorted, since order is another probe's.
      return ids !== null && isDeepStrictEqual(new Set(ids), new Set([first, null, second])) && ids.length === 4 ? null : found(
        'A reference without an id, or with an object for an id, spoiled the whole answer or was given a life. Answer null at its place.',
        'مرجع بلا معرّف أو معرّفه كائن أفسد الإجابة كلها أو أُعطي روحًا. أجب null في موضعه.',
      );
    },
  },
  {
    id: 'thousand-references',
    title: { en: 'A thousand references at once', ar: 'ألف مرجع معًا' },
    kept: { en: '1,000 references, half of them unknown, were all answered.', ar: 'أُجيب ألف مرجع نصفها مجهول.' },
    weight: 'required',
    async look(session) {
      const { answer, entities, asked } = await session.thousand();
      const wanted = new Set(session.lives);
      for (const entity of entities ?? []) wanted.delete(String((entity as { id?: unknown } | null)?.id));
      return entities?.length === asked.length && wanted.size === 0 ? null : found(
        `Of ${asked.length} references ${entities?.length ?? 0} were answered and ${wanted.size} known covers were missing (HTTP ${answer.status}${answer.failure === null ? '' : `, ${answer.failure}`}). Resolve references by many keys at once, and allow bodies of this size.`,
        `من ${asked.length} مرجع أُجيب ${entities?.length ?? 0} وغابت ${wanted.size} تغطية معروفة (HTTP ${answer.status}). اقرأ المراجع بمفاتيح كثيرة معًا واسمح بمتن بهذا الحجم.`,
      );
    },
  },
  {
    id: 'thousand-in-time',
    title: { en: 'A thousand references within the deadline', ar: 'ألف مرجع ضمن المهلة' },
    kept: { en: 'The largest call was answered within the deadline.', ar: 'أُجيب أكبر نداء ضمن المهلة.' },
    weight: 'required',
    async look(session) {
      const { took } = (await session.thousand()).answer;
      return took <= session.deadlineMs ? null : found(
        `The answer took ${Math.round(took)} ms; the deadline is ${session.deadlineMs} ms. Read by many keys in one statement instead of one by one.`,
        `استغرقت الإجابة ${Math.round(took)} مللي ثانية والمهلة ${session.deadlineMs}. اقرأ بمفاتيح كثيرة في استعلام واحد بدل واحد لكل مفتاح.`,
      );
    },
  },
  {
    id: 'answer-size',
    title: { en: 'No answer beyond 4 MiB', ar: 'لا إجابة تتجاوز ٤ ميبيبايت' },
    kept: { en: 'The largest answer was far below 4 MiB.', ar: 'كانت أكبر إجابة دون ٤ ميبيبايت.' },
    weight: 'required',
    async look(session) {
      const { bytes } = (await session.thousand()).answer;
      return bytes <= ANSWER_LIMIT ? null : found(
        `The answer to 1,000 references has ${bytes} bytes; the graph cuts an answer off at ${ANSWER_LIMIT}. Answer what was asked and no more.`,
        `حجم إجابة ألف مرجع ${bytes} بايت والرسم يقطع الإجابة عند ${ANSWER_LIMIT}. أجب ما سُئلت عنه لا أكثر.`,
      );
    },
  },
];
