import { Readable } from 'node:stream';
import { found } from '../probe.ts';
import type { Probe } from '../probe.ts';

const AT_ONCE = 16;

/** Announced is what would fill a memory; sent is more than any call of the graph. */
const ANNOUNCED = 64 << 20;
const SENT = 8 << 20;
const CHUNK = 64 << 10;

const PATIENCE_MS = 5_000;

/** Long enough to have been heard, short enough not to have been answered by a busy server. */
const LEAVES_AFTER_MS = 20;

/** What happens when many ask, too much is sent, or a caller leaves. */
export const STRAIN_PROBES: readonly Probe[] = [
  {
    id: 'calls-do-not-mix',
    title: { en: 'Calls at the same time do not mix', ar: 'النداءات المتزامنة لا تختلط' },
    kept: { en: `${AT_ONCE} calls at once were each answered with their own.`, ar: `أُجيب ${AT_ONCE} نداءً متزامنًا كلٌّ بما له.` },
    weight: 'required',
    async look(session) {
      const lives = session.lives.slice(0, AT_ONCE);
      const answers = await Promise.all(lives.map((id) => session.entities([session.coverage(id)], '... on Coverage { id }')));
      const right = answers.every(({ entities }, place) => (entities?.[0] as { id?: unknown } | null | undefined)?.id === lives[place]);
      return right ? null : found('Of several calls at once, some were answered with nothing or with another call\'s life. Keep what belongs to one call in that call\'s context.', 'من نداءات متزامنة أُجيب بعضها بلا شيء أو بروح نداء آخر. أبقِ ما يخص النداء في سياقه.');
    },
  },
  {
    id: 'body-bounded',
    title: { en: 'A body without end is cut off', ar: 'المتن الذي لا ينتهي يُقطع' },
    kept: { en: 'A body announced as 64 MiB was refused before it was there.', ar: 'رُفض متن أُعلن أنه ٦٤ ميبيبايت قبل وصوله.' },
    weight: 'advised',
    async look({ caller }) {
      const body = neverWhole();
      const { status, failure } = await caller.call({ query: '' }, { body, envelope: () => Promise.resolve(null), headers: { 'content-length': String(ANNOUNCED) }, timeoutMs: PATIENCE_MS });
      body.destroy();
      const waits = status === 0 && failure?.startsWith('no whole answer') === true;
      return waits ? found('8 MiB of an unsigned body of 64 MiB were taken without a word. Answer 413, or close, beyond a limit; 2 MiB are enough for every call of the graph.', 'أُخذت ٨ ميبيبايت من متن غير موقّع حجمه ٦٤ بلا رد. أجب 413 أو أغلق عند حد؛ ويكفي ٢ ميبيبايت لكل نداءات الرسم.') : null;
    },
  },
  {
    id: 'goes-on-when-a-caller-leaves',
    title: { en: 'A caller that leaves harms no other', ar: 'المنصرف لا يضر غيره' },
    kept: { en: 'After calls that were broken off, the next one was answered.', ar: 'بعد نداءات قُطعت أُجيب النداء التالي.' },
    weight: 'required',
    async look(session) {
      const references = session.lives.map((id) => session.coverage(id));
      await Promise.all(Array.from({ length: 4 }, async (_, place) => {
        const leaving = new AbortController();
        const call = session.entities(references, '... on Coverage { id card { cardNumber } }', { signal: leaving.signal });
        setTimeout(() => leaving.abort(), LEAVES_AFTER_MS * (place + 1));
        await call;
      }));
      const { answer } = await session.entities(references.slice(0, 1), '... on Coverage { id }', { timeoutMs: session.deadlineMs });
      return answer.body?.data?.['_entities'] != null ? null : found('After four calls that were broken off, the next was not answered within the deadline. Let an abandoned call end by itself.', 'بعد أربعة نداءات مقطوعة لم يُجب التالي ضمن المهلة. دع النداء المتروك ينته وحده.');
    },
  },
];

/** Sends some and then stays silent. */
function neverWhole(): Readable {
  let sent = 0;
  return new Readable({
    read() {
      if (sent >= SENT) return;
      sent += CHUNK;
      this.push(Buffer.alloc(CHUNK, 32));
    },
  });
}
