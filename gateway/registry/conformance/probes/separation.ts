import { found } from '../probe.ts';
import type { Probe } from '../probe.ts';
import { changesNothing } from './standing.ts';
import { ANONYMOUS } from '../../../../schema/contracts/identity.ts';

/** Nothing of one insurer is answered as another's. */
export const SEPARATION_PROBES: readonly Probe[] = [
  {
    id: 'another-insurers-reference',
    title: { en: 'A reference of another insurer is null', ar: 'مرجع شركة أخرى قيمته null' },
    kept: { en: 'A known cover under another insurer\'s id was null.', ar: 'تغطية معروفة بمعرّف شركة أخرى كانت null.' },
    weight: 'required',
    async look(session) {
      const [life = ''] = session.lives;
      const { entities } = await session.entities([session.coverage(life, session.newId())], '... on Coverage { id }');
      return entities?.[0] == null ? null : found('A reference with another insurerId was answered. Look at the whole key: insurerId and id.', 'أُجيب مرجع بمعرّف شركة أخرى. انظر إلى المفتاح كله: insurerId وid.');
    },
  },
  {
    id: 'another-insurers-root-field',
    title: { en: 'A root field asked of another insurer is null', ar: 'حقل جذر موجّه إلى شركة أخرى قيمته null' },
    kept: { en: 'memberEligibility of another insurer was null.', ar: 'كان memberEligibility لشركة أخرى null.' },
    weight: 'required',
    async look(session) {
      const [life = ''] = session.lives;
      const query = 'query ($insurerId: ID!, $id: ID!, $on: Date!) { memberEligibility(insurerId: $insurerId, coverageId: $id, on: $on) { eligible } }';
      const { body } = await session.caller.call({ query, variables: { insurerId: session.newId(), id: life, on: session.firstDay } });
      return body?.data?.['memberEligibility'] == null ? null : found('memberEligibility answered for another insurerId. Compare the argument with your own id.', 'أجاب memberEligibility عن معرّف شركة أخرى. قارن الوسيط بمعرّفك.');
    },
  },
  {
    id: 'another-insurers-lines',
    title: { en: 'Lines told to another insurer are not taken', ar: 'الأسطر الموجهة إلى شركة أخرى لا تُقبل' },
    kept: { en: 'Lines for another insurerId were not applied.', ar: 'لم تُطبّق أسطر بمعرّف شركة أخرى.' },
    weight: 'required',
    async look(session) {
      const coverageId = session.newId();
      await session.enroll([session.line({ coverageId, maintenanceType: 'ADD' })], { insurerId: session.newId() });
      const { entities } = await session.entities([session.coverage(coverageId)], '... on Coverage { id }');
      return entities?.[0] == null ? null : found('Lines told to another insurer were applied. Compare input.insurerId with your own id.', 'طُبّقت أسطر موجهة إلى شركة أخرى. قارن input.insurerId بمعرّفك.');
    },
  },
  {
    id: 'another-insurers-standing',
    title: { en: 'A standing told to another insurer is not taken', ar: 'وضع الوثيقة الموجه إلى شركة أخرى لا يُقبل' },
    kept: { en: 'A suspension told to another insurerId changed nothing.', ar: 'لم يغيّر تعليق بمعرّف شركة أخرى شيئًا.' },
    weight: 'required',
    look: (session) => changesNothing(session, ({ policyId }) => session.tellStanding({ policyId, standing: 'SUSPENDED', version: 3, insurerId: session.newId() }), {
      en: 'Where a policy stands was told to another insurer, and was applied. Compare input.insurerId with your own id.',
      ar: 'أُبلغ وضع وثيقة إلى شركة أخرى فطُبّق. قارن input.insurerId بمعرّفك.',
    }),
  },
  {
    id: 'says-its-own-id',
    title: { en: 'Every entity carries the insurer\'s own id', ar: 'كل كيان يحمل معرّف الشركة نفسها' },
    kept: { en: 'insurerId of every entity was the insurer\'s own.', ar: 'كان insurerId في كل كيان معرّف الشركة نفسها.' },
    weight: 'required',
    async look(session) {
      const { entities } = await session.entities(session.lives.slice(0, 20).map((id) => session.coverage(id)), '... on Coverage { insurerId }');
      const foreign = entities?.some((entity) => entity != null && (entity as { insurerId?: unknown }).insurerId !== session.target.insurerId) ?? false;
      return foreign ? found('An entity carries another insurerId. The graph drops such an answer whole.', 'كيان يحمل معرّف شركة أخرى. الرسم يسقط مثل هذه الإجابة كلها.') : null;
    },
  },
  {
    id: 'networks-are-for-everybody',
    title: { en: 'A plan\'s network may be asked by nobody in particular', ar: 'شبكة الخطة متاحة للجميع' },
    kept: { en: 'A call without a person behind it was not refused.', ar: 'لم يُرفض نداء لا شخص وراءه.' },
    weight: 'required',
    async look(session) {
      const plan = { __typename: 'InsurancePlan', insurerId: session.target.insurerId, id: session.newId() };
      const { entities } = await session.entities([plan], '... on InsurancePlan { network { name { en } } }', { principal: ANONYMOUS });
      return entities?.length === 1 ? null : found('A signed call of an anonymous principal was refused. Networks are public; the envelope says who asks, not whether to answer.', 'رُفض نداء موقّع لمجهول. الشبكات عامة، والمغلّف يقول من يسأل لا هل يُجاب.');
    },
  },
];
