import type { FindingSight } from '../../domain/compliance/finding-sight.ts';
import type { OwnerSector } from '../../domain/compliance/compliance-case.ts';
import type { FindingKind } from '../../domain/compliance/finding-change.ts';
import type { FindingState } from '../../domain/compliance/finding-life.ts';
import type { AssociationSize } from '../../domain/compliance/figure.ts';
import { SEVERITIES } from '../../domain/compliance/severity.ts';
import type { Severity } from '../../domain/compliance/severity.ts';
import type { Subject, SubjectKind } from '../../domain/compliance/subject.ts';
import { standingsOn } from './overview-sql.ts';

/** What findings concern; what is left out or null narrows nothing. */
export interface FindingScope {
  /** Seat of the associations. */
  readonly region?: string | null;
  readonly size?: AssociationSize | null;
  readonly associationId?: string | null;
  readonly insurerId?: string | null;
}

/** Which findings; what is left out or null narrows nothing. */
export interface FindingFilter extends FindingScope {
  readonly rules?: readonly string[] | null;
  readonly severities?: readonly Severity[] | null;
  readonly states?: readonly FindingState[] | null;
  readonly kind?: FindingKind | null;
  readonly sector?: OwnerSector | null;
  readonly subjectKind?: SubjectKind | null;
  readonly subject?: Subject | null;
  /** Instants, ISO 8601. */
  readonly openedFrom?: string | null;
  readonly openedBefore?: string | null;
}

/** A condition in SQL, its parameters numbered as they are collected. Only what is asked for is in it, so that an index fits. */
export class Where {
  readonly parameters: unknown[] = [];
  private readonly conditions: string[] = [];

  /** Adds a condition that holds `?` where its values go. */
  and(condition: string, ...values: readonly unknown[]): this {
    let at = 0;
    this.conditions.push(condition.replaceAll('?', () => this.hold(values[at++])));
    return this;
  }

  /** Keeps a parameter and answers its number. */
  hold(value: unknown): string {
    this.parameters.push(value);
    return `$${this.parameters.length}`;
  }

  /** Keeps a parameter of a type and answers its place. */
  add(value: unknown, type: string): string {
    return `${this.hold(value)}::${type}`;
  }

  text(): string {
    return this.conditions.length === 0 ? 'true' : this.conditions.join(' AND ');
  }
}

/** Narrows to what findings concern. A size is one on a day: an association grows out of it. */
export function concern(where: Where, { region = null, size = null, associationId = null, insurerId = null }: FindingScope, day: string): Where {
  if (associationId !== null) where.and('association_id = ?', associationId);
  if (insurerId !== null) where.and('insurer_id = ?', insurerId);
  if (region === null && size === null) return where;
  const within = size === null
    ? `SELECT id::text FROM compliance_association WHERE region = ${where.add(region, 'text')}`
    : `SELECT association_id::text FROM (${standingsOn(where.add(day, 'date'), { region, size, insurerId: null, associationId: null }, false, where)}) s`;
  return where.and(`association_id = ANY(ARRAY(${within}))`);
}

export function whereOf(sight: FindingSight, filter: FindingFilter, day: string): Where {
  const where = new Where();
  if (sight.of === 'OWNER') where.and('owner_sector = ?', sight.sector);
  if (sight.of === 'OWNER' && sight.ownerId !== null) where.and('owner_id = ?', sight.ownerId);
  if (sight.of === 'NOBODY') where.and('false');
  const list = (column: string, values: readonly unknown[] | null | undefined): void => {
    // One value as an equality lets the index give the order too.
    if (values?.length === 1) where.and(`${column} = ?`, values[0]);
    else if (values != null) where.and(`${column} = ANY(?)`, values);
  };
  list('rule', filter.rules);
  list('severity', filter.severities?.map((severity) => SEVERITIES.indexOf(severity)));
  list('state', filter.states);
  const equal: readonly (readonly [string, unknown])[] = [
    ['kind', filter.kind], ['owner_sector', filter.sector], ['subject_kind', filter.subjectKind], ['subject_kind', filter.subject?.kind],
    ['subject_id', filter.subject?.id],
  ];
  for (const [column, value] of equal) if (value != null) where.and(`${column} = ?`, value);
  if (filter.openedFrom != null) where.and('opened_at >= ?', filter.openedFrom);
  if (filter.openedBefore != null) where.and('opened_at < ?', filter.openedBefore);
  return concern(where, filter, day);
}
