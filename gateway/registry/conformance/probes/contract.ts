import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { EXTENSION_CHECK } from '../../domain/check-result.ts';
import { differencesFromContract } from '../differences-from-contract.ts';
import { missingFromSchema } from '../missing-from-schema.ts';
import { found } from '../probe.ts';
import type { Finding, Probe } from '../probe.ts';
import { questionsOf } from '../questions-of.ts';
import type { ConformanceSession } from '../conformance-session.ts';

const CONTRACT = fileURLToPath(new URL('../../../../schema/insurer-network.graphql', import.meta.url));

/** As many as a person mends in one go. */
const SHOWN = 5;

/** What an SDL has and the running subgraph cannot be asked for. */
async function unanswered({ caller, target: { insurerId }, newId, firstDay: day }: ConformanceSession, sdl: string, advice: { readonly en: string; readonly ar: string }): Promise<Finding> {
  const { coordinates, refused } = await missingFromSchema(caller, questionsOf(sdl, { insurerId, id: newId(), day }));
  if (refused === null) return null;
  const seen = refused.failure ?? `HTTP ${refused.status}`;
  const list = coordinates.slice(0, SHOWN).join(', ');
  const more = coordinates.length - SHOWN;
  return coordinates.length === 0
    ? found(`A query that names everything got no data (${seen}). ${advice.en}`, `استعلام يذكر كل شيء لم يحصل على data ‏(${seen}). ${advice.ar}`)
    : found(`The running schema does not know ${list}${more > 0 ? ` and ${more} more` : ''} (${seen}). ${advice.en}`, `المخطط العامل لا يعرف ${list}${more > 0 ? ` و${more} غيرها` : ''}‏ (${seen}). ${advice.ar}`);
}

/** What the subgraph says of itself, and whether that is so. */
export const CONTRACT_PROBES: readonly Probe[] = [
  {
    id: 'serves-the-contract',
    title: { en: 'The schema served is the contract', ar: 'المخطط المقدَّم هو العقد' },
    kept: { en: '`_service { sdl }` has every type, field and key of the contract.', ar: 'يحوي `_service { sdl }` كل نوع وحقل ومفتاح في العقد.' },
    weight: 'required',
    async look({ caller }) {
      const { body, status } = await caller.call({ query: '{ _service { sdl } }' });
      const sdl = (body?.data?.['_service'] as { sdl?: unknown } | null | undefined)?.sdl;
      if (typeof sdl !== 'string') {
        return found(`\`_service { sdl }\` was not answered (HTTP ${status}). Serve the contract as a federation subgraph.`, `لم يُجب \`_service { sdl }\`‏ (HTTP ${status}). قدّم العقد بوصفه مخططًا فرعيًا في الاتحاد.`);
      }
      const differences = differencesFromContract(await readFile(CONTRACT, 'utf8'), sdl);
      const [list, more] = [differences.slice(0, SHOWN).join(' '), differences.length - SHOWN];
      return differences.length === 0 ? null : found(
        `${list}${more > 0 ? ` And ${more} more.` : ''} Serve schema/insurer-network.graphql as it is.`,
        `يختلف المخطط عن العقد: ${list}${more > 0 ? ` (و${more} غيرها)` : ''} قدّم schema/insurer-network.graphql كما هو.`,
      );
    },
  },
  {
    id: 'everything-can-be-asked',
    title: { en: 'Everything in the contract can be asked', ar: 'كل ما في العقد يمكن أن يُسأل' },
    kept: { en: 'Every field, argument, input field and enum value of the contract was known to the running schema.', ar: 'عرف المخطط العامل كل حقل ووسيط وحقل إدخال وقيمة تعداد في العقد.' },
    weight: 'required',
    async look(session) {
      return unanswered(session, await readFile(CONTRACT, 'utf8'), {
        en: 'A query that names it is refused as a whole, and everything beside it is lost. Have the server run the contract, and not only say it in `_service { sdl }`; what you do not have is null.',
        ar: 'الاستعلام الذي يذكره يُرفض كله ويضيع ما بجواره. شغّل العقد نفسه ولا تكتف بذكره في `_service { sdl }`، وما ليس لديك قيمته null.',
      });
    },
  },
  {
    id: EXTENSION_CHECK,
    title: { en: 'Everything in the extension can be asked', ar: 'كل ما في الامتداد يمكن أن يُسأل' },
    kept: { en: 'Every field of the submitted extension was known to the running schema.', ar: 'عرف المخطط العامل كل حقل في الامتداد المقدَّم.' },
    weight: 'required',
    applies: ({ extension }) => extension != null,
    look: (session) => unanswered(session, session.target.extension ?? '', {
      en: 'Serve what you submit, at the address you submit, before you submit it; or leave it out of the extension.',
      ar: 'قدّم ما تعرضه على العنوان الذي تعرضه قبل أن تعرضه، أو احذفه من الامتداد.',
    }),
  },
  {
    id: 'unknown-field-refused',
    title: { en: 'An unknown field is refused', ar: 'يُرفض الحقل المجهول' },
    kept: { en: 'A field that is not in the schema is a GraphQL error.', ar: 'الحقل غير الموجود في المخطط خطأ GraphQL.' },
    weight: 'required',
    async look({ caller }) {
      const { status, body, failure } = await caller.call({ query: '{ __typename fieldThatNobodyHas }' });
      const refused = body !== null && body.data == null && (body.errors?.length ?? 0) > 0 && status < 500;
      return refused ? null : found(
        `A query with an unknown field got ${failure ?? `HTTP ${status}`} and no GraphQL error. Validate before executing and answer { errors }.`,
        `حصل استعلام فيه حقل مجهول على ${failure ?? `HTTP ${status}`} دون خطأ GraphQL. تحقّق من الاستعلام قبل تنفيذه وأجب { errors }.`,
      );
    },
  },
];
