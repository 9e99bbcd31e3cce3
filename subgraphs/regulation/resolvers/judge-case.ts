import { isId } from '../../kit/identifier.ts';
import { riyadhDateOf } from '../../kit/riyadh-date.ts';
import { CASE_KINDS } from '../domain/compliance/compliance-case.ts';
import { rulesByDate } from '../domain/compliance/rules-by-date.ts';
import type { Ruling } from '../domain/compliance/ruling.ts';
import type { SubjectKind } from '../domain/compliance/subject.ts';
import type { HouseContext } from '../context.ts';
import { readWholeBook } from '../store/rules.ts';
import type { QueryResolvers } from './types.generated.ts';

interface Judged { readonly rulings: Ruling[]; readonly insurerId: string | null }

async function judge<Kind extends SubjectKind>(kind: Kind, id: string, on: string, { database, facts }: HouseContext): Promise<Judged | null> {
  const [known] = isId(id) ? await facts[kind].of(database.manager, [id]) : [];
  if (known === undefined) return null;
  const rulings = CASE_KINDS[kind].judge(known, on, rulesByDate(await readWholeBook(database.manager)));
  return { rulings: rulings.sort((a, b) => (a.ruleId < b.ruleId ? -1 : 1)), insurerId: CASE_KINDS[kind].place(known).insurerId };
}

export const judgeCase: QueryResolvers['judgeCase'] = async (_parent, { subject: { kind, id }, on }, context) => {
  const day = on ?? riyadhDateOf(context.now());
  const judged = await judge(kind, id, day, context);
  return judged === null ? null : { subject: { kind, id, insurerId: judged.insurerId }, on: day, rulings: judged.rulings };
};
