import type { DocumentNode } from 'graphql';
import { readRequirements } from '../auth/requirements.ts';
import type { WrittenRequirements } from '../auth/requirements.ts';
import { readCostRules } from '../limits/cost-rules.ts';
import type { CostRules } from '../limits/cost-rules.ts';
import { readFieldOwners } from '../limits/field-owners.ts';
import type { FieldOwners } from '../limits/field-owners.ts';

/** The rules that our gateway enforces itself, as a supergraph writes them; plain data. */
export interface SupergraphRules {
  readonly access: WrittenRequirements;
  readonly cost: CostRules;
  readonly owners: FieldOwners;
}

/** @param supergraph as it was composed, with its security directives. */
export function readRules(supergraph: DocumentNode): SupergraphRules {
  return { access: readRequirements(supergraph), cost: readCostRules(supergraph), owners: readFieldOwners(supergraph) };
}
