import { isUtf8 } from 'node:buffer';
import type { FetchStep, Step } from '../compiled-plan.ts';
import type { Exchange, FetchAnswer } from '../fetch-from-source.ts';
import type { RequestContext } from '../request-context.ts';
import type { Source } from '../source.ts';
import { append, closeArena, newLink } from './arena.ts';
import type { SlicedFetch, SlicedPlan, SlicedRun } from './compile-slices.ts';
import { CELL } from './places.ts';
import { Scratch } from './scratch.ts';
import { ToldOnce } from './told-once.ts';

export interface SlicesParts {
  readonly root: Step | null;
  /** As the client sent them. */
  readonly variables: Readonly<Record<string, unknown>>;
  readonly sourceNamed: (name: string) => Source;
  readonly exchange: Exchange;
  readonly context: RequestContext;
}

/** What was asked of a subgraph, and its answer in the generic form. */
export interface Exchanged {
  readonly service: string;
  readonly body: Buffer;
  answer(): Promise<FetchAnswer>;
}

/** The answer with its data as JSON, or what was asked for it until something was not as expected. */
export type SlicesAnswer = { readonly json: Buffer } | { readonly exchanged: readonly Exchanged[] };

/** Runs the waves of a plan over slices. Never rejects: what goes wrong is left to the generic way, which tells it. */
export async function answerFromSlices(plan: SlicedPlan, parts: SlicesParts): Promise<SlicesAnswer> {
  const running = new Running(plan, parts);
  if (parts.root) await running.step(parts.root);
  const json = running.written();
  return json === null ? { exchanged: running.exchanged } : { json };
}

const scratch = new Scratch();
const toldOnce = new ToldOnce();
const HEAD = Buffer.from('{"data":');

// A class, since what is made anew for every fetch of every operation must be little.
class Running {
  readonly exchanged: Exchanged[] = [];
  readonly #plan: SlicedPlan;
  readonly #parts: SlicesParts;
  readonly #run: SlicedRun;
  #isSpoiled = false;

  constructor(plan: SlicedPlan, parts: SlicesParts) {
    this.#plan = plan;
    this.#parts = parts;
    this.#run = plan.begin();
  }

  /** Null when something is missing that may not be: the generic way says what. */
  written(): Buffer | null {
    try {
      return this.#isSpoiled ? null : this.#write();
    } catch {
      return null;
    } finally {
      closeArena(this.#run);
    }
  }

  #write(): Buffer {
    for (let time = 1; ; time += 1) {
      const { bytes } = scratch;
      HEAD.copy(bytes);
      const end = this.#plan.write(this.#run, bytes, HEAD.length, time);
      bytes[end] = CLOSE;
      if (end < bytes.length) return scratch.taken(end + 1);
      scratch.grow(end + 1, 0);
    }
  }

  step(step: Step): Promise<unknown> {
    if (step.kind === 'fetch') return this.#fetch(step);
    return step.kind === 'parallel' ? Promise.all(step.steps.map((each) => this.step(each))) : this.#sequence(step.steps);
  }

  async #sequence(steps: readonly Step[]): Promise<void> {
    for (const each of steps) {
      if (this.#isSpoiled) return;
      await this.step(each);
    }
  }

  async #fetch(step: FetchStep): Promise<void> {
    const { sourceNamed, exchange, context } = this.#parts;
    const { service } = step;
    try {
      const fetch = this.#plan.fetches.get(step) as SlicedFetch;
      const entities = fetch.about === null ? [newLink(this.#run, this.#run.root, 0)] : [];
      const body = this.#requestOf(step, fetch, entities);
      if (entities.length === 0) return;
      const asked = new Asked(service, body);
      asked.answered = exchange(sourceNamed(service), { body, isQuery: true }, context, (bytes) => {
        if (!this.#read(fetch, bytes, entities)) return false;
        asked.read = bytes;
        return true;
      });
      this.exchanged.push(asked);
      if (await asked.answered !== null) this.#isSpoiled = true;
    } catch {
      this.#isSpoiled = true;
    }
  }

  #read(fetch: SlicedFetch, bytes: Buffer, entities: readonly number[]): boolean {
    try {
      // Slices are passed on as they are; what is no text must not be.
      if (this.#isSpoiled || !isUtf8(bytes)) return false;
      const run = this.#run;
      const start = append(run, bytes);
      fetch.read(run.bytes, start, start + bytes.length, run, entities);
      return true;
    } catch {
      // What was read until here stays in the run: nothing more may be made of it.
      this.#isSpoiled = true;
      return false;
    }
  }

  /** Each entity is told once, and goes into `entities` as a chain of all objects of which the same is told. */
  #requestOf({ variables: used }: FetchStep, { about, tell, head, tail }: SlicedFetch, entities: number[]): Buffer {
    const { variables } = this.#parts;
    const run = this.#run;
    let given = '';
    for (const name of used) {
      const value = Object.hasOwn(variables, name) ? variables[name] : undefined;
      if (value !== undefined) given += `${given === '' ? '' : ','}${JSON.stringify(name)}:${JSON.stringify(value)}`;
    }
    if (about === null) return Buffer.concat([head, Buffer.from(given === '' ? '' : `,"variables":{${given}}`), tail]);

    const before = given === '' ? ONLY_REPRESENTATIONS : Buffer.from(`,"variables":{${given},"representations":[`);
    const least = head.length + before.length + tail.length + 2;
    let bytes = scratch.bytes.length < least ? scratch.grow(least, 0) : scratch.bytes;
    let end = head.copy(bytes) + before.copy(bytes, head.length);
    toldOnce.begin(about.length(run));
    for (let object = about.first(run); object !== 0; object = run.cells[object + CELL.next] ?? 0) {
      const start = entities.length === 0 ? end : end + 1;
      let toldEnd = tell(run.bytes, bytes, start, object, run.cells);
      while (toldEnd + tail.length + 2 > bytes.length) {
        bytes = scratch.grow(toldEnd + tail.length + 2, end);
        toldEnd = tell(run.bytes, bytes, start, object, run.cells);
      }
      const number = toldOnce.numberOf(bytes, start, toldEnd);
      const same = entities[number];
      if (same !== undefined) {
        const link = newLink(run, object, run.cells[same + 1] ?? 0);
        run.cells[same + 1] = link;
        continue;
      }
      if (start > end) bytes[end] = COMMA;
      entities.push(newLink(run, object, 0));
      end = toldEnd;
    }
    bytes[end] = CLOSE_LIST;
    bytes[end + 1] = CLOSE;
    tail.copy(bytes, end + 2);
    return scratch.taken(end + 2 + tail.length);
  }
}

const ONLY_REPRESENTATIONS = Buffer.from(',"variables":{"representations":[');
const COMMA = 44;
const CLOSE_LIST = 93;
const CLOSE = 125;

class Asked implements Exchanged {
  readonly service: string;
  readonly body: Buffer;
  answered: Promise<FetchAnswer | null> | null = null;
  /** What was read of the answer. */
  read: Buffer | null = null;

  constructor(service: string, body: Buffer) {
    this.service = service;
    this.body = body;
  }

  async answer(): Promise<FetchAnswer> {
    const answer = await this.answered;
    return answer ?? (this.read === null ? {} : { data: (JSON.parse(this.read.toString('utf8')) as FetchAnswer).data });
  }
}
