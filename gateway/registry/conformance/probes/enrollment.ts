import { isDeepStrictEqual } from 'node:util';
import { MOST_LINES } from '../conformance-session.ts';
import type { ConformanceSession, Enrolled } from '../conformance-session.ts';
import { found } from '../probe.ts';
import type { Finding, Probe } from '../probe.ts';

const CODE = /^[A-Z0-9_]{1,64}$/;

const accepted = ({ answers }: Enrolled, place = 0): boolean => answers?.[place]?.['accepted'] === true;

/** The finding of a probe that could not get so far as to look. */
export function notPrepared(): Finding {
  return found('A plain line that adds or changes a synthetic life was not accepted, so this could not be tried.', 'لم يُقبل سطر بسيط يضيف روحًا تجريبية أو يغيّرها، فتعذّرت هذه التجربة.');
}

/** Whether the subgraph knows a cover. */
async function knows(session: ConformanceSession, coverageId: string): Promise<boolean> {
  const { entities } = await session.entities([session.coverage(coverageId)], '... on Coverage { id }');
  return entities?.[0] != null;
}

/** How enrollment lines are taken, and taken again. */
export const ENROLLMENT_PROBES: readonly Probe[] = [
  {
    id: 'takes-500-lines',
    title: { en: 'A full call of 500 enrollment lines is taken', ar: 'يُقبل نداء كامل من ٥٠٠ سطر تسجيل' },
    kept: { en: '500 synthetic lives were enrolled in one call.', ar: 'سُجّلت ٥٠٠ روح تجريبية في نداء واحد.' },
    weight: 'required',
    gate: true,
    async look(session) {
      const lines = Array.from({ length: MOST_LINES }, () => session.line({ coverageId: session.newId(), maintenanceType: 'ADD' }));
      const { answer, answers } = await session.enroll(lines);
      const taken = new Set(answers?.filter((each) => each['accepted'] === true).map((each) => each['lineId']));
      session.lives.push(...lines.filter(({ lineId }) => taken.has(lineId)).map(({ coverageId }) => coverageId));
      return session.lives.length === MOST_LINES ? null : found(
        `${session.lives.length} of ${MOST_LINES} ADD lines were accepted (HTTP ${answer.status}${answer.failure === null ? '' : `, ${answer.failure}`}). Take lines of a policy you are told of for the first time, and up to ${MOST_LINES} at once.`,
        `قُبل ${session.lives.length} من ${MOST_LINES} من أسطر الإضافة (HTTP ${answer.status}). اقبل أسطر وثيقة تُبلَّغ بها أول مرة، وحتى ${MOST_LINES} سطر معًا.`,
      );
    },
  },
  {
    id: 'answers-line-by-line',
    title: { en: 'Each line is answered, in the order told', ar: 'لكل سطر إجابة بترتيب الأسطر' },
    kept: { en: 'A line that is refused leaves the others alone, and every answer stands at its place.', ar: 'السطر المرفوض لا يمس غيره، وكل إجابة في موضعها.' },
    weight: 'required',
    async look(session) {
      const lines = [
        session.line({ coverageId: session.newId(), maintenanceType: 'ADD' }),
        session.line({ coverageId: session.newId(), maintenanceType: 'TERMINATE' }),
        session.line({ coverageId: session.newId(), maintenanceType: 'ADD' }),
      ];
      const enrolled = await session.enroll(lines);
      const { answers } = enrolled;
      if (answers === null || !isDeepStrictEqual(answers.map((each) => each['lineId']), lines.map(({ lineId }) => lineId))) {
        return found('Three lines were told and not answered one by one in their order. Answer every line, also a refused one, with its lineId.', 'أُبلغت ثلاثة أسطر ولم يُجب كل منها بترتيبه. أجب كل سطر، حتى المرفوض، بمعرّفه lineId.');
      }
      if (!accepted(enrolled, 0) || !accepted(enrolled, 2)) {
        return found('A line was refused because of its neighbour. Decide each line alone.', 'رُفض سطر بسبب جاره. احكم في كل سطر وحده.');
      }
      const odd = answers.filter((each) => !CODE.test(String(each['code'])) || (each['code'] === 'OK') !== each['accepted']);
      return odd.length === 0 ? null : found(
        'A code is not as the contract says: OK when accepted, otherwise capitals, digits and underscores, 64 at most.',
        'رمز لا يوافق العقد: OK عند القبول، وإلا فحروف كبيرة وأرقام وشرطات سفلية لا تتجاوز ٦٤.',
      );
    },
  },
  {
    id: 'same-key-same-answer',
    title: { en: 'The same key gets the same answer', ar: 'المفتاح نفسه له الإجابة نفسها' },
    kept: { en: 'A call told again under its key was answered as before.', ar: 'أُجيب النداء المعاد بمفتاحه كما أُجيب أول مرة.' },
    weight: 'required',
    async look(session) {
      const lines = [session.line({ coverageId: session.newId(), maintenanceType: 'ADD' })];
      const told = { idempotencyKey: session.newId(), batchId: session.newId() };
      const first = await session.enroll(lines, told);
      if (!accepted(first)) return notPrepared();
      const again = await session.enroll(lines, told);
      return isDeepStrictEqual(again.answers, first.answers) ? null : found(
        'The same call under the same idempotencyKey got another answer. Keep the answer with the key, in one transaction with what it did, and give it again.',
        'حصل النداء نفسه بالمفتاح idempotencyKey نفسه على إجابة أخرى. احفظ الإجابة مع المفتاح في معاملة واحدة مع أثره وأعدها كما هي.',
      );
    },
  },
  {
    id: 'same-line-same-answer',
    title: { en: 'The same line of the same batch gets the same answer', ar: 'السطر نفسه في الدفعة نفسها له الإجابة نفسها' },
    kept: { en: 'A line told again under another key was answered as before.', ar: 'أُجيب السطر المعاد بمفتاح آخر كما أُجيب أول مرة.' },
    weight: 'required',
    async look(session) {
      const lines = [session.line({ coverageId: session.newId(), maintenanceType: 'ADD' })];
      const batchId = session.newId();
      const first = await session.enroll(lines, { batchId });
      if (!accepted(first)) return notPrepared();
      const again = await session.enroll([...lines, session.line({ coverageId: session.newId(), maintenanceType: 'ADD' })], { batchId });
      const same = again.answers?.find((each) => each['lineId'] === lines[0]?.lineId);
      return isDeepStrictEqual(same, first.answers?.[0]) ? null : found(
        'A line told again in a call cut otherwise got another answer. Keep each answer by batchId and lineId too.',
        'حصل سطر أُعيد في نداء مقسّم بطريقة أخرى على إجابة أخرى. احفظ كل إجابة بمعرّف الدفعة والسطر أيضًا.',
      );
    },
  },
  {
    id: 'nothing-twice',
    title: { en: 'Nothing is done twice', ar: 'لا شيء يُنفَّذ مرتين' },
    kept: { en: 'A line told again, after another had changed the cover, changed nothing.', ar: 'سطر أُعيد بعد أن غيّر غيره التغطية لم يغيّر شيئًا.' },
    weight: 'required',
    async look(session) {
      const coverageId = session.newId();
      const added = [session.line({ coverageId, maintenanceType: 'ADD', policyClass: 'B' })];
      const told = { idempotencyKey: session.newId(), batchId: session.newId() };
      const first = await session.enroll(added, told);
      const change = await session.enroll([session.line({ coverageId, maintenanceType: 'CHANGE', policyClass: 'A' })]);
      if (!accepted(first) || !accepted(change)) return notPrepared();
      await session.enroll(added, told);
      const { entities } = await session.entities([session.coverage(coverageId)], `... on Coverage { eligibility(on: "${session.firstDay}") { policyClass } }`);
      const policyClass = (entities?.[0] as { eligibility?: { policyClass?: unknown } | null } | null | undefined)?.eligibility?.policyClass;
      return policyClass === 'A' ? null : found(
        'An ADD line told again undid the CHANGE that came after it. What was applied once is not applied again.',
        'سطر إضافة أُعيد فألغى التغيير الذي تلاه. ما طُبّق مرة لا يُطبّق ثانية.',
      );
    },
  },
  {
    id: 'key-belongs-to-its-input',
    title: { en: 'A key used for another input does nothing', ar: 'مفتاح استُخدم لمدخل آخر لا يُحدث شيئًا' },
    kept: { en: 'Another input under a used key was not applied.', ar: 'لم يُطبّق مدخل آخر جاء بمفتاح مستخدم.' },
    weight: 'required',
    async look(session) {
      const [first, other] = [session.newId(), session.newId()];
      const idempotencyKey = session.newId();
      const before = await session.enroll([session.line({ coverageId: first, maintenanceType: 'ADD' })], { idempotencyKey });
      if (!accepted(before)) return notPrepared();
      await session.enroll([session.line({ coverageId: other, maintenanceType: 'ADD' })], { idempotencyKey });
      return !(await knows(session, other)) ? null : found(
        'A used idempotencyKey came with other lines and they were applied. Refuse a key whose input is not the one it was first used for.',
        'جاء مفتاح مستخدم بأسطر أخرى فطُبّقت. ارفض المفتاح إذا لم يكن مدخله هو الأول.',
      );
    },
  },
  {
    id: 'lines-need-their-scope',
    title: { en: 'Only a house may tell lines', ar: 'لا يُبلّغ الأسطر إلا بيت من بيوت الرسم' },
    kept: { en: 'Lines told without the scope house:tell were not applied.', ar: 'لم تُطبّق أسطر أُبلغت بلا الصلاحية house:tell.' },
    weight: 'advised',
    async look(session) {
      const coverageId = session.newId();
      const principal = { subject: 'conformance', organisation: null, roles: ['member'], scopes: ['policy:read'], purpose: null } as const;
      await session.enroll([session.line({ coverageId, maintenanceType: 'ADD' })], { call: { principal } });
      return !(await knows(session, coverageId)) ? null : found(
        'Lines told by a member were applied. The graph refuses them before, and an insurer that asks again is safe when the graph is wrong.',
        'طُبّقت أسطر أبلغها عضو. الرسم يرفضها قبل ذلك، والشركة التي تتحقق مرة أخرى آمنة إذا أخطأ.',
      );
    },
  },
];
