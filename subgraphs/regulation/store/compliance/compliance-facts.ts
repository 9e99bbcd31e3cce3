import type { EntityManager } from 'typeorm';
import type { FactsOfKind } from '../../domain/compliance/compliance-case.ts';
import type { SubjectKind } from '../../domain/compliance/subject.ts';

/** Where the facts about one kind of subject come from. A subject nobody knows is left out of the answer. */
export interface FactsOf<Facts> {
  readonly of: (manager: EntityManager, ids: readonly string[]) => Promise<readonly Facts[]>;
  /** In a stable order, behind a cursor that the page before gave; at most so many. Only of an association when one is given. */
  readonly page: (manager: EntityManager, scope: FactsScope) => Promise<FactsPage<Facts>>;
}

export interface FactsScope {
  readonly associationId: string | null;
  readonly after: string | null;
  readonly most: number;
}

export interface FactsPage<Facts> {
  readonly facts: readonly Facts[];
  /** Null behind the last page. */
  readonly next: string | null;
}

export type ComplianceFacts = { readonly [Kind in SubjectKind]: FactsOf<FactsOfKind[Kind]> };
