import Table from 'cli-table3';
import type { Player } from './player.ts';
import { DemoFailure } from './player.ts';

/** What the audience sees. */
export interface Stage {
  chapter(title: string): void;
  say(line: string): void;
  table(title: string, head: readonly string[], rows: readonly (readonly (string | number)[])[]): void;
  /** Shows how far a long step is; the last call has done === all. */
  progress(what: string, done: number, all: number): void;
}

export function createStage(write: (text: string) => void, terminal: boolean): Stage {
  const shown = new Map<string, number>();
  return {
    chapter: (title) => write(`\n━━ ${title} ${'━'.repeat(Math.max(2, 76 - title.length))}\n`),
    say: (line) => write(`   ${line}\n`),
    table(title, head, rows) {
      const table = new Table({ head: [...head], style: { head: [], border: [], compact: true } });
      for (const row of rows) table.push([...row]);
      write(`\n${title}\n${table.toString()}\n`);
    },
    progress(what, done, all) {
      if (terminal) {
        write(`\r   ${what}: ${done} of ${all}${done === all ? '\n' : ''}`);
        return;
      }
      const tenth = Math.floor((done * 5) / Math.max(1, all));
      if (done === all || (shown.get(what) ?? -1) < tenth) write(`   ${what}: ${done} of ${all}\n`);
      shown.set(what, tenth);
    },
  };
}

const EVERY_MS = 250;

/** Asks until the answer is the one waited for; shows what is waited for. @throws DemoFailure after the limit. */
export async function waitFor<Data>(
  player: Player,
  document: string,
  variables: Record<string, unknown>,
  holds: (data: Data) => boolean,
  what: string,
  limitMs = 120_000,
): Promise<Data> {
  const until = Date.now() + limitMs;
  for (;;) {
    const data = await player.ask<Data>(document, variables);
    if (holds(data)) return data;
    if (Date.now() > until) throw new DemoFailure(`Waited ${limitMs / 1_000} s for ${what}, in vain: ${JSON.stringify(data)}`);
    await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
  }
}

/** Runs work for each item, a few at a time, and shows how far it is. */
export async function forEach<Item, Result>(
  stage: Stage,
  what: string,
  items: readonly Item[],
  atOnce: number,
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = new Array<Result>(items.length);
  let next = 0;
  let done = 0;
  const worker = async (): Promise<void> => {
    for (let index = next++; index < items.length; index = next++) {
      results[index] = await work(items[index] as Item);
      done += 1;
      stage.progress(what, done, items.length);
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, worker));
  return results;
}

/** "1234567.50" as "1,234,567.50". */
export function amount(money: { readonly amount: string; readonly currency: string } | null): string {
  if (money === null) return '—';
  const [whole = '', fraction] = money.amount.split('.');
  return `${whole.replace(/\B(?=(\d{3})+$)/g, ',')}${fraction === undefined ? '' : `.${fraction}`} ${money.currency}`;
}

/** 1234 basis points as "12.34 %". */
export function percent(basisPoints: number): string {
  return `${(basisPoints / 100).toFixed(2)} %`;
}
