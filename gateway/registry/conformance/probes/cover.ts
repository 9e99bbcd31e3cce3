import { isDeepStrictEqual } from 'node:util';
import { prefixOf } from '../../../../schema/contracts/mode.ts';
import type { ConformanceSession, LineSpec, SyntheticPolicy } from '../conformance-session.ts';
import { found } from '../probe.ts';
import type { Finding, Probe } from '../probe.ts';
import { notPrepared } from './enrollment.ts';

export interface Eligibility { readonly on?: unknown; readonly eligible?: unknown; readonly status?: unknown; readonly policyClass?: unknown }

/** Adds a life, tells further lines about it one after the other, and answers its eligibility on each of the days; null when a line was refused. */
async function afterLines(
  session: ConformanceSession, then: readonly Omit<LineSpec, 'coverageId'>[], days: readonly number[], policy?: SyntheticPolicy,
): Promise<(Eligibility | null)[] | null> {
  const coverageId = session.newId();
  for (const spec of [{ maintenanceType: 'ADD' } as const, ...then]) {
    const { answers } = await session.enroll([session.line({ ...spec, coverageId })], policy === undefined ? {} : { policy });
    if (answers?.[0]?.['accepted'] !== true) return null;
  }
  return eligibilityOnDays(session, coverageId, days);
}

/** What a cover says of days, each so many after the first. */
export async function eligibilityOnDays(session: ConformanceSession, coverageId: string, days: readonly number[]): Promise<(Eligibility | null)[]> {
  const fields = days.map((after, place) => `d${place}: eligibility(on: "${session.day(after)}") { on eligible status policyClass }`).join(' ');
  const { entities } = await session.entities([session.coverage(coverageId)], `... on Coverage { ${fields} }`);
  const cover = entities?.[0] as Record<string, Eligibility | null> | null | undefined;
  return days.map((_, place) => cover?.[`d${place}`] ?? null);
}

/** A probe of what lines do to the days of a life: which days must be covered, and in which class. */
function follows(id: string, title: Probe['title'], then: (session: ConformanceSession) => readonly Omit<LineSpec, 'coverageId'>[], expected: ReadonlyMap<number, 'A' | 'B' | null>, wrong: NonNullable<Finding>): Probe {
  return {
    id,
    title,
    kept: { en: `Eligibility was right on ${expected.size} days around it.`, ar: `كانت الأهلية صحيحة في ${expected.size} أيام حولها.` },
    weight: 'required',
    async look(session) {
      const days = [...expected.keys()];
      const seen = await afterLines(session, then(session), days);
      if (seen === null) return notPrepared();
      const right = [...expected.values()].every((policyClass, place) => {
        const eligibility = seen[place];
        return policyClass === null ? eligibility?.eligible === false : eligibility?.eligible === true && eligibility.policyClass === policyClass;
      });
      return right ? null : wrong;
    },
  };
}

/** A policy that began before today and ends in ten days. */
export function shortPolicy(session: ConformanceSession): SyntheticPolicy {
  return { policyId: session.newId(), inceptionDate: session.day(-5), expiryDate: session.day(10) };
}

/** The card of a life that was just added under such a policy; null when it has none. */
async function cardUnder(session: ConformanceSession, policy: SyntheticPolicy): Promise<Readonly<Record<string, unknown>> | null> {
  const coverageId = session.newId();
  await session.enroll([session.line({ coverageId, maintenanceType: 'ADD' })], { policy });
  return cardOf(session, coverageId);
}

/** Null when it has none. */
export async function cardOf(session: ConformanceSession, coverageId: string): Promise<Readonly<Record<string, unknown>> | null> {
  const { entities } = await session.entities([session.coverage(coverageId)], '... on Coverage { card { cardNumber policyClass validFrom validTo } }');
  return (entities?.[0] as { card?: Readonly<Record<string, unknown>> | null } | null | undefined)?.card ?? null;
}

/** Whether what is asked for is what was told. */
export const COVER_PROBES: readonly Probe[] = [
  follows(
    'covered-from-its-first-day',
    { en: 'Cover begins on its first day', ar: 'تبدأ التغطية في يومها الأول' },
    () => [],
    new Map([[-1, null], [0, 'B'], [30, 'B']]),
    { en: 'A life was eligible before its first day, or not eligible from it on, or in another class.', ar: 'كانت روح مؤهلة قبل يومها الأول، أو غير مؤهلة منه، أو في فئة أخرى.' },
  ),
  follows(
    'class-changes-on-its-day',
    { en: 'A class changes on its day', ar: 'تتغير الفئة في يومها' },
    (session) => [{ maintenanceType: 'CHANGE', effectiveDate: session.day(5), policyClass: 'A' }],
    new Map([[4, 'B'], [5, 'A']]),
    { en: 'A CHANGE line to class A from a later day changed the days before it, or not those from it on.', ar: 'سطر تغيير إلى الفئة A من يوم لاحق غيّر الأيام التي قبله أو لم يغيّر ما بعده.' },
  ),
  follows(
    'ends-on-its-day',
    { en: 'TERMINATE names the first day without cover', ar: 'سطر الإنهاء يسمي أول يوم بلا تغطية' },
    (session) => [{ maintenanceType: 'TERMINATE', effectiveDate: session.day(10) }],
    new Map([[9, 'B'], [10, null]]),
    { en: 'effectiveDate of a TERMINATE line is the first day without cover; the day before is still covered.', ar: 'تاريخ سطر الإنهاء هو أول يوم بلا تغطية، واليوم السابق ما زال مغطى.' },
  ),
  follows(
    'restored-without-a-gap',
    { en: 'REINSTATE leaves no gap', ar: 'الاستعادة لا تترك فجوة' },
    (session) => [{ maintenanceType: 'TERMINATE', effectiveDate: session.day(10) }, { maintenanceType: 'REINSTATE', effectiveDate: session.day(20) }],
    new Map([[9, 'B'], [10, 'B'], [15, 'B'], [20, 'B']]),
    { en: 'After TERMINATE and REINSTATE there were days without cover. Cover is restored as if it had not ended, whatever the day of the line.', ar: 'بعد الإنهاء والاستعادة بقيت أيام بلا تغطية. تُستعاد التغطية كأنها لم تنته، أيًّا كان يوم السطر.' },
  ),
  {
    id: 'ends-with-its-policy',
    title: { en: 'Cover ends with its policy', ar: 'تنتهي التغطية بانتهاء وثيقتها' },
    kept: { en: 'A life whose cover nobody ended was covered to the policy\'s last day, and not afterwards.', ar: 'كانت روح لم تُنهَ تغطيتها مغطاة إلى آخر أيام الوثيقة لا بعده.' },
    weight: 'required',
    async look(session) {
      const seen = await afterLines(session, [], [9, 10, 11, 400], shortPolicy(session));
      if (seen === null) return notPrepared();
      return isDeepStrictEqual(seen.map((each) => each?.eligible), [true, true, false, false]) ? null : found(
        'Under a policy whose expiryDate is in ten days, a life whose cover nobody ended was not covered to that day, or was covered after it. Keep inceptionDate and expiryDate of `enrollLines` with the cover; cover without an end ends with its policy.',
        'في وثيقة تنتهي بعد عشرة أيام، لم تكن روح لم تُنهَ تغطيتها مغطاة إلى ذلك اليوم، أو كانت مغطاة بعده. احفظ inceptionDate وexpiryDate من `enrollLines` مع التغطية، فالتغطية بلا نهاية تنتهي مع وثيقتها.',
      );
    },
  },
  {
    id: 'not-active-outside-the-policy',
    title: { en: 'Outside its policy a life is NOT_ACTIVE', ar: 'الروح خارج وثيقتها NOT_ACTIVE' },
    kept: { en: 'Before the policy and after it, who was not eligible was NOT_ACTIVE.', ar: 'قبل الوثيقة وبعدها كان غير المؤهل NOT_ACTIVE.' },
    weight: 'required',
    async look(session) {
      const seen = await afterLines(session, [], [-6, 11], shortPolicy(session));
      if (seen === null) return notPrepared();
      // Whether they are eligible is another probe's.
      const right = seen.every((each) => each?.eligible !== false || each.status === 'NOT_ACTIVE' || each.status === 'ELIGIBLE');
      return right ? null : found(
        'On a day before the policy\'s inceptionDate or after its expiryDate the status was another than NOT_ACTIVE. NOT_COVERED is for days on which the policy is in force.',
        'في يوم قبل inceptionDate أو بعد expiryDate للوثيقة كانت الحالة غير NOT_ACTIVE. أما NOT_COVERED فلأيام سريان الوثيقة.',
      );
    },
  },
  {
    id: 'eligibility-says-one-thing',
    title: { en: 'An eligibility does not contradict itself', ar: 'الأهلية لا تناقض نفسها' },
    kept: { en: '`on` was the day asked for, and `eligible` true for ELIGIBLE alone.', ar: 'كان `on` اليوم المسؤول عنه، و`eligible` صحيحة مع ELIGIBLE وحدها.' },
    weight: 'required',
    async look(session) {
      const days = [-1, 0];
      const seen = await afterLines(session, [], days);
      if (seen === null) return notPrepared();
      const right = seen.every((each, place) => each !== null && each.on === session.day(days[place] ?? 0) && (each.status === 'ELIGIBLE') === each.eligible);
      return right ? null : found('`on` is not the day asked for, or `eligible` and `status` say different things.', '`on` ليس اليوم المسؤول عنه، أو أن `eligible` و`status` مختلفان.');
    },
  },
  {
    id: 'root-field-answers-alike',
    title: { en: 'memberEligibility says what the cover says', ar: 'يقول memberEligibility ما تقوله التغطية' },
    kept: { en: 'A known cover was eligible, and an unknown one null.', ar: 'كانت التغطية المعروفة مؤهلة والمجهولة null.' },
    weight: 'required',
    async look(session) {
      const [life = ''] = session.lives;
      const query = `query ($insurerId: ID!, $known: ID!, $unknown: ID!, $on: Date!) {
        known: memberEligibility(insurerId: $insurerId, coverageId: $known, on: $on) { eligible }
        unknown: memberEligibility(insurerId: $insurerId, coverageId: $unknown, on: $on) { eligible }
      }`;
      const { body } = await session.caller.call({ query, variables: { insurerId: session.target.insurerId, known: life, unknown: session.newId(), on: session.firstDay } });
      const known = body?.data?.['known'] as Eligibility | null | undefined;
      return known?.eligible === true && body?.data?.['unknown'] === null && (body.errors ?? []).length === 0 ? null : found(
        'memberEligibility did not find a life that was just enrolled, or did not answer null for one nobody knows.',
        'لم يجد memberEligibility روحًا سُجّلت للتو، أو لم يُجب null عن روح مجهولة.',
      );
    },
  },
  {
    id: 'card-after-acceptance',
    title: { en: 'An accepted life has a card', ar: 'للروح المقبولة بطاقة' },
    kept: { en: 'The card of an accepted life is good on its first day, in its class.', ar: 'بطاقة الروح المقبولة سارية في يومها الأول وبفئتها.' },
    weight: 'required',
    async look(session) {
      const [life = ''] = session.lives;
      const { entities } = await session.entities([session.coverage(life)], '... on Coverage { card { cardNumber policyClass validFrom validTo } }');
      const card = (entities?.[0] as { card?: Readonly<Record<string, unknown>> | null } | null | undefined)?.card;
      const good = card != null && String(card['cardNumber'] ?? '') !== '' && card['policyClass'] === 'B' && String(card['validFrom']) <= session.firstDay && session.firstDay <= String(card['validTo']);
      return good ? null : found('A life that was accepted has no card, or one that is not good on its first day or of another class.', 'لا بطاقة لروح مقبولة، أو أنها غير سارية في يومها الأول أو بفئة أخرى.');
    },
  },
  {
    id: 'card-ends-with-the-policy',
    title: { en: 'A card is good to the end of the policy', ar: 'تسري البطاقة إلى نهاية الوثيقة' },
    kept: { en: 'validTo of a life whose cover nobody ended was the policy\'s last day.', ar: 'كان validTo لروح لم تُنهَ تغطيتها آخر أيام الوثيقة.' },
    weight: 'required',
    async look(session) {
      const policy = shortPolicy(session);
      const card = await cardUnder(session, policy);
      // That there is one is another probe's.
      return card === null || card['validTo'] === policy.expiryDate ? null : found(
        'validTo of a card whose cover nobody ended is not the expiryDate told with the line. Do not count a year: the policy says when it ends.',
        'validTo لبطاقة لم تُنهَ تغطيتها ليس expiryDate المُبلَّغ مع السطر. لا تحسب سنة، فالوثيقة تحدد نهايتها.',
      );
    },
  },
  {
    id: 'card-of-the-mode',
    title: { en: 'A card number carries the mode', ar: 'رقم البطاقة يحمل الوضع' },
    kept: { en: 'A card number began with the prefix of the mode.', ar: 'بدأ رقم البطاقة ببادئة الوضع.' },
    weight: 'required',
    async look(session) {
      const card = await cardUnder(session, shortPolicy(session));
      const prefix = `${prefixOf(session.target.mode)}-`;
      return card === null || String(card['cardNumber']).startsWith(prefix) ? null : found(
        `A card number does not begin with ${prefix}, the prefix of mode ${session.target.mode}. Nobody must take a card of a trial for a real one; \`mode\` of the envelope says which it is.`,
        `رقم بطاقة لا يبدأ بالبادئة ${prefix} للوضع ${session.target.mode}. يجب ألا تُحسب بطاقة تجربة بطاقة حقيقية، و\`mode\` في المغلّف يحدد الوضع.`,
      );
    },
  },
  {
    id: 'money-of-the-mode',
    title: { en: 'Amounts are exact and in the mode\'s currency', ar: 'المبالغ دقيقة وبعملة الوضع' },
    kept: { en: 'Balances are null, or exact amounts in the right currency.', ar: 'الأرصدة null أو مبالغ دقيقة بالعملة الصحيحة.' },
    weight: 'required',
    async look(session) {
      const [life = ''] = session.lives;
      const { entities } = await session.entities([session.coverage(life)], `... on Coverage { balances(on: "${session.firstDay}") { limit { amount currency } used { amount currency } remaining { amount currency } } }`);
      const balances = (entities?.[0] as { balances?: readonly Record<string, { amount?: unknown; currency?: unknown } | null>[] | null } | null | undefined)?.balances ?? [];
      const currency = session.target.mode === 'SANDBOX' ? 'XTS' : 'SAR';
      const amounts = balances.flatMap(({ limit, used, remaining }) => [limit, used, remaining]).filter((money) => money != null);
      const odd = amounts.some(({ amount, currency: its }) => typeof amount !== 'string' || !/^-?\d+\.\d\d$/.test(amount) || its !== currency);
      return odd ? found(`An amount is not text with two decimals in ${currency}, the currency of mode ${session.target.mode}.`, `مبلغ ليس نصًا بخانتين عشريتين بعملة ${currency} في الوضع ${session.target.mode}.`) : null;
    },
  },
];
