import { runCommand } from '../../kit/command.ts';
import { Refused, invalidInput } from '../../kit/refusal.ts';
import { riyadhDateOf } from '../../kit/riyadh-date.ts';
import { plusDays } from '../domain/calendar.ts';
import { overlapOf } from '../domain/rules/overlapping-rules.ts';
import { endVersion, enactVersion, readVersions } from '../store/rules.ts';
import type { EnactRuleInput, MutationResolvers } from './types.generated.ts';

const TEXTS = ['value', 'unit', 'source', 'titleAr', 'titleEn'] as const;

function checkShape({ id, category, effectiveFrom, effectiveTo, ...input }: EnactRuleInput): void {
  if (!/^[EBSGA][A-Z0-9._]{1,40}$/.test(id) || !id.startsWith(category)) throw invalidInput('id', 'must begin with its category, capital letters and digits');
  for (const field of TEXTS) if (input[field].trim() === '') throw invalidInput(field, 'must not be empty');
  if (effectiveTo != null && effectiveTo < effectiveFrom) throw invalidInput('effectiveTo', 'must not be before effectiveFrom');
}

export const enactRule: MutationResolvers['enactRule'] = async (_parent, { input }, context) => {
  const { id, category, titleAr, titleEn, value, unit, effectiveFrom, source } = input;
  const effectiveTo = input.effectiveTo ?? null;
  const { answer, problems } = await runCommand(context, 'enactRule', input, {
    decide: async (tx) => {
      checkShape(input);
      const versions = await readVersions(tx.manager, id);
      const open = versions.find((version) => version.effectiveTo === null && version.effectiveFrom < effectiveFrom);
      const ends = input.endPrevious === true && open !== undefined ? { ...open, effectiveTo: plusDays(effectiveFrom, -1) } : null;
      if (ends !== null && effectiveFrom <= riyadhDateOf(context.now())) throw invalidInput('effectiveFrom', 'must be a day to come when it ends the version before');
      const version = { id, effectiveFrom, effectiveTo, category, titleAr, titleEn, value, unit, source, verifiedOn: input.verifiedOn ?? null };
      const overlap = overlapOf([...versions.map((each) => (ends !== null && each === open ? ends : each)), version]);
      if (overlap !== null) {
        const other = overlap[0] === version ? overlap[1] : overlap[0];
        throw new Refused({ code: 'RULE_DATES_OVERLAP', values: { rule: id, from: other.effectiveFrom, to: other.effectiveTo ?? '∞' }, path: ['input', 'effectiveFrom'], rule: id });
      }
      if (ends !== null) await endVersion(tx.manager, ends);
      await enactVersion(tx.manager, version);
      tx.audit({ entity: 'Rule', entityId: id, action: 'ENACT', from: ends === null ? null : ends.value, to: value, reason: source });
      return { ruleId: id, effectiveFrom };
    },
  });
  const rule = answer === null ? null : await context.loaders.rule.load({ id: answer.ruleId, effectiveFrom: answer.effectiveFrom });
  return { rule, problems: [...problems] };
};
