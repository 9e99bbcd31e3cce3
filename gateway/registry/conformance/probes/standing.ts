import { isDeepStrictEqual } from 'node:util';
import type { ConformanceSession, StandingTold, SyntheticPolicy } from '../conformance-session.ts';
import { found } from '../probe.ts';
import type { Finding, Probe, Sentence } from '../probe.ts';
import { cardOf, eligibilityOnDays, shortPolicy } from './cover.ts';
import type { Eligibility } from './cover.ts';
import { notPrepared } from './enrollment.ts';

interface Covered extends SyntheticPolicy {
  readonly coverageId: string;
}

/** A life that is covered from today on, under a policy of its own; null when its line was refused. */
async function covered(session: ConformanceSession): Promise<Covered | null> {
  const [policy, coverageId] = [shortPolicy(session), session.newId()];
  const { answers } = await session.enroll([session.line({ coverageId, maintenanceType: 'ADD' })], { policy });
  return answers?.[0]?.['accepted'] === true ? { ...policy, coverageId } : null;
}

const isTaken = ({ version }: StandingTold, told: number): boolean => typeof version === 'number' && version >= told;

function notTaken({ answer }: StandingTold): Finding {
  return found(
    `tellPolicyStanding was not answered with the version told, or a greater one (HTTP ${answer.status}${answer.failure === null ? '' : `, ${answer.failure}`}). Take what is told of any policy, and answer the latest version you know of it.`,
    `لم يُجب tellPolicyStanding بالإصدار المُبلَّغ أو بأكبر منه (HTTP ${answer.status}). اقبل ما يُبلَّغ عن أي وثيقة وأجب بأحدث إصدار تعرفه لها.`,
  );
}

/** A probe of something that is told of a policy and must leave its life as it was. */
export async function changesNothing(session: ConformanceSession, tell: (life: Covered) => Promise<StandingTold>, wrong: Sentence): Promise<Finding> {
  const life = await covered(session);
  if (life === null) return notPrepared();
  const before = await eligibilityOnDays(session, life.coverageId, [0]);
  await tell(life);
  return isDeepStrictEqual(await eligibilityOnDays(session, life.coverageId, [0]), before) ? null : wrong;
}

const isSuspended = (each: Eligibility | null | undefined): boolean => each?.eligible === false && each.status === 'COVERAGE_SUSPENDED' && each.policyClass === 'B';

/** Whether lives stand and fall with their policy. */
export const STANDING_PROBES: readonly Probe[] = [
  {
    id: 'suspended-and-resumed',
    title: { en: 'Cover is suspended and resumed with its policy', ar: 'تُعلَّق التغطية وتُستأنف مع وثيقتها' },
    kept: { en: 'While the policy was suspended a covered day was COVERAGE_SUSPENDED, and afterwards eligible again.', ar: 'أثناء تعليق الوثيقة كان اليوم المغطى COVERAGE_SUSPENDED ثم عاد مؤهلًا بعده.' },
    weight: 'required',
    async look(session) {
      const life = await covered(session);
      if (life === null) return notPrepared();
      const { policyId, coverageId } = life;
      const suspended = await session.tellStanding({ policyId, standing: 'SUSPENDED', version: 3 });
      if (!isTaken(suspended, 3)) return notTaken(suspended);
      const [uncovered, first, later, over] = await eligibilityOnDays(session, coverageId, [-1, 0, 5, 11]);
      if (!isSuspended(first) || !isSuspended(later)) return found(
        'Under a policy that was told to be SUSPENDED a covered day was not answered COVERAGE_SUSPENDED, not eligible, and in its class. It concerns every day on which the life is covered, until another standing is told.',
        'تحت وثيقة أُبلغ بتعليقها لم يُجب عن يوم مغطى بـ COVERAGE_SUSPENDED وغير مؤهل وبفئته. يشمل ذلك كل يوم مغطى حتى يُبلَّغ وضع آخر.',
      );
      if (uncovered?.status !== 'NOT_COVERED' || over?.status !== 'NOT_ACTIVE') return found(
        'Under a suspended policy a day on which the life is not covered, or the policy not in force, was COVERAGE_SUSPENDED. There is nothing to suspend on it: it stays NOT_COVERED, or NOT_ACTIVE.',
        'تحت وثيقة معلّقة كان يوم لا تغطية فيه أو لا سريان للوثيقة COVERAGE_SUSPENDED. لا شيء يُعلَّق فيه فيبقى NOT_COVERED أو NOT_ACTIVE.',
      );
      const resumed = await session.tellStanding({ policyId, standing: 'IN_FORCE', version: 4 });
      if (!isTaken(resumed, 4)) return notTaken(resumed);
      const again = await eligibilityOnDays(session, coverageId, [0, 5]);
      return again.every((each) => each?.eligible === true) ? null : found(
        'After IN_FORCE was told of a suspended policy, its life was still not eligible.',
        'بعد الإبلاغ بأن وثيقة معلّقة أصبحت IN_FORCE بقيت روحها غير مؤهلة.',
      );
    },
  },
  {
    id: 'over-with-its-terminated-policy',
    title: { en: 'Cover is over with a terminated policy', ar: 'تنتهي التغطية مع وثيقة أُنهيت' },
    kept: { en: 'Cover and card ended the day before `since` of a terminated policy.', ar: 'انتهت التغطية والبطاقة في اليوم السابق لـ `since` لوثيقة أُنهيت.' },
    weight: 'required',
    async look(session) {
      const life = await covered(session);
      if (life === null) return notPrepared();
      const { policyId, coverageId } = life;
      const terminated = await session.tellStanding({ policyId, standing: 'TERMINATED', version: 3, since: session.day(1) });
      if (!isTaken(terminated, 3)) return notTaken(terminated);
      const [last, first, later] = await eligibilityOnDays(session, coverageId, [0, 1, 9]);
      if (last?.eligible !== true || first?.status !== 'NOT_ACTIVE' || later?.status !== 'NOT_ACTIVE') return found(
        '`since` of a TERMINATED policy is the first day without cover: from it on a life is NOT_ACTIVE, and the day before it is still covered.',
        '`since` لوثيقة TERMINATED هو أول يوم بلا تغطية: منه تكون الروح NOT_ACTIVE، واليوم السابق ما زال مغطى.',
      );
      const card = await cardOf(session, coverageId);
      // That there is one is another probe's.
      return card === null || card['validTo'] === session.firstDay ? null : found(
        'validTo of a card under a TERMINATED policy is not the day before its `since`.',
        'validTo لبطاقة تحت وثيقة TERMINATED ليس اليوم السابق لـ `since`.',
      );
    },
  },
  {
    id: 'older-standing-changes-nothing',
    title: { en: 'An older standing that comes later changes nothing', ar: 'الوضع الأقدم الذي يصل متأخرًا لا يغيّر شيئًا' },
    kept: { en: 'After version 5 was told, version 4 changed nothing, and was answered with 5.', ar: 'بعد الإبلاغ بالإصدار ٥ لم يغيّر الإصدار ٤ شيئًا وأُجيب بـ ٥.' },
    weight: 'required',
    async look(session) {
      const life = await covered(session);
      if (life === null) return notPrepared();
      const { policyId, coverageId } = life;
      await session.tellStanding({ policyId, standing: 'SUSPENDED', version: 5 });
      const before = await eligibilityOnDays(session, coverageId, [0]);
      const { version, answer } = await session.tellStanding({ policyId, standing: 'IN_FORCE', version: 4 });
      const same = isDeepStrictEqual(await eligibilityOnDays(session, coverageId, [0]), before);
      return same && version === 5 && (answer.body?.errors ?? []).length === 0 ? null : found(
        'After version 5 of a policy was told, version 4 came, and it changed the cover, was an error, or was not answered with version 5. Calls may overtake each other: the greater version stands, and its number is the answer.',
        'بعد الإبلاغ بالإصدار ٥ لوثيقة جاء الإصدار ٤ فغيّر التغطية أو كان خطأ أو لم يُجب بالإصدار ٥. قد تسبق النداءات بعضها: الإصدار الأكبر هو القائم ورقمه هو الإجابة.',
      );
    },
  },
  {
    id: 'same-standing-same-answer',
    title: { en: 'A standing told again gets the same answer', ar: 'الوضع المُبلَّغ ثانية له الإجابة نفسها' },
    kept: { en: 'A standing told again under its key was answered as before, and changed nothing.', ar: 'أُجيب الوضع المعاد بمفتاحه كما أُجيب أول مرة ولم يغيّر شيئًا.' },
    weight: 'required',
    async look(session) {
      const life = await covered(session);
      if (life === null) return notPrepared();
      const { policyId, coverageId } = life;
      const told = { policyId, standing: 'SUSPENDED', version: 3, idempotencyKey: session.newId() } as const;
      const first = await session.tellStanding(told);
      if (!isTaken(first, 3)) return notTaken(first);
      await session.tellStanding({ policyId, standing: 'IN_FORCE', version: 4 });
      const before = await eligibilityOnDays(session, coverageId, [0]);
      const again = await session.tellStanding(told);
      const same = isDeepStrictEqual(await eligibilityOnDays(session, coverageId, [0]), before);
      return same && again.version === first.version ? null : found(
        'The same standing under the same idempotencyKey, told again after a later one, got another answer or changed the cover. Keep the answer with the key, in one transaction with what it did, and give it again.',
        'الوضع نفسه بالمفتاح idempotencyKey نفسه، أُعيد بعد وضع أحدث، فحصل على إجابة أخرى أو غيّر التغطية. احفظ الإجابة مع المفتاح في معاملة واحدة مع أثره وأعدها كما هي.',
      );
    },
  },
  {
    id: 'key-belongs-to-its-standing',
    title: { en: 'A key used for another standing does nothing', ar: 'مفتاح استُخدم لوضع آخر لا يُحدث شيئًا' },
    kept: { en: 'Another standing under a used key was not applied.', ar: 'لم يُطبّق وضع آخر جاء بمفتاح مستخدم.' },
    weight: 'required',
    look(session) {
      const idempotencyKey = session.newId();
      return changesNothing(session, async ({ policyId }) => {
        await session.tellStanding({ policyId, standing: 'IN_FORCE', version: 3, idempotencyKey });
        return session.tellStanding({ policyId, standing: 'SUSPENDED', version: 4, idempotencyKey });
      }, {
        en: 'A used idempotencyKey came with another standing and it was applied. Refuse a key whose input is not the one it was first used for.',
        ar: 'جاء مفتاح مستخدم بوضع آخر فطُبّق. ارفض المفتاح إذا لم يكن مدخله هو الأول.',
      });
    },
  },
  {
    id: 'standings-need-their-scope',
    title: { en: 'Only a house may tell where a policy stands', ar: 'لا يُبلّغ وضع الوثيقة إلا بيت من بيوت الرسم' },
    kept: { en: 'A suspension told without the scope house:tell was not applied.', ar: 'لم يُطبّق تعليق أُبلغ بلا الصلاحية house:tell.' },
    weight: 'advised',
    look: (session) => changesNothing(session, ({ policyId }) => session.tellStanding({ policyId, standing: 'SUSPENDED', version: 3 }, {
      principal: { subject: 'conformance', organisation: null, roles: ['member'], scopes: ['policy:read'], purpose: null },
    }), {
      en: 'A suspension told by a member was applied. The graph refuses it before, and an insurer that asks again is safe when the graph is wrong.',
      ar: 'طُبّق تعليق أبلغه عضو. الرسم يرفضه قبل ذلك، والشركة التي تتحقق مرة أخرى آمنة إذا أخطأ.',
    }),
  },
];
