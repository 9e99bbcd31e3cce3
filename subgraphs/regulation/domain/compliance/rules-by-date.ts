import { isInForceOn } from '../rules/in-force.ts';
import type { Rule } from '../rules/rule.ts';

/** The book, to be asked by rule and day. Half a million cases ask it, so it is indexed once. */
export interface RulesByDate {
  versionOn(id: string, on: string): Rule | null;
  /** The rule's value as text, or the fallback on a day without one. */
  valueOn(id: string, on: string, fallback: string): string;
  /** Identifiers of rules that begin with the prefix, in order. */
  idsWith(prefix: string): readonly string[];
}

export function rulesByDate(book: readonly Rule[]): RulesByDate {
  const versions = new Map<string, Rule[]>();
  for (const rule of book) versions.set(rule.id, [...(versions.get(rule.id) ?? []), rule]);
  const ids = [...versions.keys()].sort();
  const find = (id: string, on: string): Rule | null => versions.get(id)?.find((rule) => isInForceOn(rule, on)) ?? null;
  // Two dozen questions are asked of each of half a million lives, nearly all about one day.
  const answers = new Map<string, Map<string, Rule | null>>();
  const versionOn = (id: string, on: string): Rule | null => {
    const ofDay = answers.get(on) ?? remember(answers, on);
    const known = ofDay.get(id);
    if (known !== undefined) return known;
    const rule = find(id, on);
    ofDay.set(id, rule);
    return rule;
  };
  return {
    versionOn,
    valueOn: (id, on, fallback) => versionOn(id, on)?.value ?? fallback,
    idsWith: (prefix) => ids.filter((id) => id.startsWith(prefix)),
  };
}

/** More days than this are not remembered: births and endings bring ever new ones. */
const MOST_DAYS = 500;

function remember(answers: Map<string, Map<string, Rule | null>>, on: string): Map<string, Rule | null> {
  if (answers.size >= MOST_DAYS) answers.clear();
  const ofDay = new Map<string, Rule | null>();
  answers.set(on, ofDay);
  return ofDay;
}
