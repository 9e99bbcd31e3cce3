import type { GraphQLObjectType, GraphQLSchema } from 'graphql';
import type { CompiledPlan, FetchStep } from '../compiled-plan.ts';
import type { ObjectShape } from '../compile-shape.ts';
import type { Arena } from './arena.ts';
import { growCells, newLink, openArena } from './arena.ts';
import { copyBytes, copyWithin, hashOfBytes, isRepeated } from './bytes.ts';
import { leafScanner } from './leaf-scan.ts';
import { findPlaces } from './places.ts';
import type { PlacedFetch } from './places.ts';
import { scanEnd, scanWord, UNEXPECTED } from './scan.ts';
import { fetchScannerCode, objectCode, runCode } from './scanner-code.ts';
import { answerWriterCode, toldWriterCode } from './writer-code.ts';

/** A plan whose answers are never parsed: their values are cut out and put together again as bytes. */
export interface SlicedPlan {
  begin(): SlicedRun;
  readonly fetches: ReadonlyMap<FetchStep, SlicedFetch>;
  readonly services: readonly string[];
  /**
   * Writes the data as JSON into `into` at `at` and answers where it ends; beyond the end of `into`, nothing was
   * written and it has to be done again, with a higher `time`. Throws UNEXPECTED when something in it is not as it should be.
   */
  write(run: SlicedRun, into: Buffer, at: number, time: number): number;
}

/** What was read so far. */
export interface SlicedRun extends Arena {
  /** An object, as all objects a number of which only the compiled code knows more. */
  readonly root: number;
}

export interface SlicedFetch {
  /** The objects of which the fetch asks more; null when it starts at the root. */
  readonly about: Chain | null;
  /** Writes what is told of an object, as `write` does. Throws UNEXPECTED when something of it is not known. */
  tell(arena: Buffer, into: Buffer, at: number, object: number, cells: Int32Array): number;
  /** Reads an answer that stands in the arena, and each of `entities` is a chain of all objects that it is. Throws. */
  read(arena: Buffer, start: number, end: number, run: SlicedRun, entities: readonly number[]): void;
  /** The request around the variables, as JSON. */
  readonly head: Buffer;
  readonly tail: Buffer;
}

/** The objects of a place, each of which names the next. */
export interface Chain {
  first(run: SlicedRun): number;
  length(run: SlicedRun): number;
}

/** Compiles a plan and the form of its answer. Throws NotSliced when it has something that is left to the generic way. */
export function compileSlices(plan: CompiledPlan, shape: ObjectShape, api: GraphQLSchema, rootType: GraphQLObjectType): SlicedPlan {
  const places = findPlaces(plan, api, rootType);
  const scans: unknown[] = [];
  const texts: Buffer[] = [];
  const nameOfText = (text: string) => `K[${texts.push(Buffer.from(text)) - 1}]`;
  const fetches = [...places.fetches.values()];
  const functions = [
    ...fetches.map((fetch, index) => fetchScannerCode(`a${index}`, fetch, ({ slot }) => `C[${scans.push(leafScanner(slot.leaf)) - 1}]`)),
    ...fetches.map(({ told }, index) => (told === null ? '' : toldWriterCode(`t${index}`, told, nameOfText))),
    answerWriterCode(places.root, shape, nameOfText),
  ];
  const listed = (codeOf: (fetch: PlacedFetch, index: number) => string) => `[${fetches.map((fetch, index) => (fetch.told === null ? 'null' : codeOf(fetch, index))).join()}]`;
  const code = `"use strict";${functions.join('\n')}
    return{begin(a){const r=${runCode(places.all)};${objectCode(places.root, [], '0', '0')}r.root=n;return r;},
    write:(r,o,q,t)=>w0(r.bytes,o,q,r.root,t,r.cells),read:[${fetches.map((_, index) => `a${index}`).join()}],tell:${listed((_, index) => `t${index}`)},
    about:${listed(({ asked: { place: { id } } }) => `{first:r=>r.h${id},length:r=>r.c${id}}`)}};`;
  // Of what a client or a subgraph says, only GraphQL names come into the code, as JSON strings and lists of bytes.
  const make = new Function('C', 'K', 'X', 'W', 'E', 'H', 'R', 'G', 'L', 'P', 'Y', code) as (...given: unknown[]) => Compiled;
  const compiled = make(scans, texts, UNEXPECTED, scanWord, scanEnd, hashOfBytes, isRepeated, growCells, newLink, copyBytes, copyWithin);
  return {
    begin: () => compiled.begin(openArena()),
    write: compiled.write,
    services: [...new Set(fetches.map(({ step }) => step.service))],
    fetches: new Map(fetches.map(({ step }, index): [FetchStep, SlicedFetch] => [step, {
      about: compiled.about[index] ?? null,
      tell: compiled.tell[index] ?? (() => { throw UNEXPECTED; }),
      read: compiled.read[index] as SlicedFetch['read'],
      head: Buffer.from(`{"query":${JSON.stringify(step.query)}`),
      tail: Buffer.from(step.operationName === undefined ? '}' : `,"operationName":${JSON.stringify(step.operationName)}}`),
    }])),
  };
}

interface Compiled extends Pick<SlicedPlan, 'write'> {
  begin(arena: Arena): SlicedRun;
  readonly read: readonly SlicedFetch['read'][];
  readonly tell: readonly (SlicedFetch['tell'] | null)[];
  readonly about: readonly (Chain | null)[];
}
