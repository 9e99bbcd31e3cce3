import { found } from '../probe.ts';
import type { Probe } from '../probe.ts';
import type { SubgraphAnswer } from '../subgraph-call.ts';
import type { ConformanceSession } from '../conformance-session.ts';

const TYPENAME = { query: '{ __typename }' };

/** The first signed call of a run; every probe of the door looks at the same kind of call. */
const knock = ({ caller, deadlineMs }: ConformanceSession): Promise<SubgraphAnswer> => caller.call(TYPENAME, { timeoutMs: 5 * deadlineMs });

/** Whether anything reasonable stands behind the address. Nothing else can be tried before. */
export const DOOR_PROBES: readonly Probe[] = [
  {
    id: 'reachable',
    title: { en: 'The address answers', ar: 'العنوان يجيب' },
    kept: { en: 'The address answers HTTP.', ar: 'العنوان يجيب عبر HTTP.' },
    weight: 'required',
    gate: true,
    async look(session) {
      const { status, failure } = await knock(session);
      return status !== 0 ? null : found(
        `Nothing answered (${failure}). Start the subgraph and give the address of its GraphQL endpoint.`,
        `لم يُجب أحد (${failure}). شغّل الخادم وأعطِ عنوان نقطة GraphQL.`,
      );
    },
  },
  {
    id: 'no-redirect',
    title: { en: 'No redirects', ar: 'بلا إعادة توجيه' },
    kept: { en: 'The address itself answers.', ar: 'العنوان نفسه هو الذي يجيب.' },
    weight: 'required',
    gate: true,
    async look(session) {
      const { status } = await knock(session);
      return status < 300 || status > 399 ? null : found(
        `It answered with a redirect (HTTP ${status}), which the graph never follows. Give the address that answers itself.`,
        `أجاب بإعادة توجيه (HTTP ${status})، والرسم لا يتبعها أبدًا. أعطِ العنوان الذي يجيب بنفسه.`,
      );
    },
  },
  {
    id: 'plain-json',
    title: { en: 'Plain JSON', ar: 'JSON صريح' },
    kept: { en: 'Answers are JSON, uncompressed.', ar: 'الإجابات بصيغة JSON غير مضغوطة.' },
    weight: 'required',
    gate: true,
    async look(session) {
      const { contentType, contentEncoding, body } = await knock(session);
      if (contentEncoding !== '' && contentEncoding !== 'identity') {
        return found(`The answer is compressed (${contentEncoding}). Answer without compression.`, `الإجابة مضغوطة (${contentEncoding}). أجب دون ضغط.`);
      }
      if (!/^application\/(graphql-response\+)?json\b/i.test(contentType)) {
        return found(
          `The content type is ${contentType || 'missing'}. Answer application/json or application/graphql-response+json.`,
          `نوع المحتوى ${contentType || 'غير مذكور'}. أجب بنوع application/json أو application/graphql-response+json.`,
        );
      }
      return body !== null ? null : found('The answer is no JSON object. Answer { data, errors }.', 'الإجابة ليست كائن JSON. أجب بالشكل { data, errors }.');
    },
  },
  {
    id: 'signed-call-answered',
    title: { en: 'A call with a good identity is answered', ar: 'النداء ذو الهوية الصحيحة يُجاب' },
    kept: { en: 'A call signed by the gateway for this insurer is answered.', ar: 'يُجاب النداء الموقّع من البوابة لهذه الشركة.' },
    weight: 'required',
    gate: true,
    async look(session) {
      const { status, body } = await knock(session);
      return body?.data?.['__typename'] === 'Query' ? null : found(
        `A call signed for insurer:${session.target.insurerId} was not answered (HTTP ${status}). Verify identities against these keys and this audience, and name the query type Query.`,
        `لم يُجب النداء الموقّع لـ insurer:${session.target.insurerId}‏ (HTTP ${status}). تحقّق من الهويات بهذه المفاتيح ولهذا الجمهور، وسمِّ نوع الاستعلام Query.`,
      );
    },
  },
];
