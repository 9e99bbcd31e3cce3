/** Values that the documents below take. */
export type ReadName = 'insurerId' | 'associationId' | 'day' | 'past';

/** What a regulator reads: every list, sort and scope, and the way down into the records. */
export const REGULATOR_READS: readonly { readonly document: string; readonly names: readonly ReadName[] }[] = [
  ...['{}', '{ region: "SA-01" }', '{ size: SMALL }', '{ insurerId: $insurerId }', '{ associationId: $associationId }'].flatMap((scope) => {
    const names = (['insurerId', 'associationId'] as const).filter((name) => scope.includes(name));
    const head = ['$past: Date!', ...names.map((name) => `$${name}: ID!`)].join(', ');
    return [
      ...['REGION', 'SIZE', 'INSURER', 'ASSOCIATION'].map((by) => ({
        document: `query (${head}) { now: complianceOverview(scope: ${scope}) { figures { value } rows(by: ${by}, order: { figure: IN_GAP }) { edges { node { key } } } }
          then: complianceOverview(scope: ${scope}, asOf: $past) { figures { value } rows(by: ${by}) { edges { node { key } } } } }`,
        names: ['past', ...names] as const,
      })),
      { document: `query (${head}) { complianceOverview(scope: ${scope}) { series(from: $past) { on figures { value } } batches { edges { node { days batch { state } } } } } }`, names: ['past', ...names] as const },
      ...['IN_GAP', 'IN_OVERLAP', 'NEWBORN_LATE', 'AGE_OUT_60', 'AGED_OUT_COVERED'].map((matter) => ({
        document: `query (${['$day: Date!', ...names.map((name) => `$${name}: ID!`)].join(', ')}) { complianceOverview(scope: ${scope}, asOf: $day) {
          lives(matter: ${matter}) { edges { node { since association { name { en } } member { id relationship } covers { id } } } } } }`,
        names: ['day', ...names] as const,
      })),
    ];
  }),
  ...['NEWEST', 'OLDEST', 'WORST'].flatMap((sort) => [
    '', 'filter: { rules: ["E01"] }', 'filter: { severities: [HIGH] }', 'filter: { states: [OPEN] }', 'filter: { sector: ASSOCIATION }', 'filter: { subjectKind: MEMBER }',
    'filter: { kind: BREACH }', 'filter: { associationId: $associationId }', 'filter: { insurerId: $insurerId }', 'filter: { states: [OPEN], severities: [HIGH, CRITICAL], rules: ["E01", "E17"] }',
  ].map((filter) => {
    const names = (['insurerId', 'associationId'] as const).filter((name) => filter.includes(name));
    const head = names.length === 0 ? '' : `(${names.map((name) => `$${name}: ID!`).join(', ')})`;
    return { document: `query ${head} { findings(sort: ${sort}${filter === '' ? '' : `, ${filter}`}) { edges { node { id ruleId observed facts { name } } } } }`, names };
  })),
  { document: 'query ($past: Date!, $day: Date!) { findingTotals { ruleId open } findingCounts(from: $past, to: $day, step: MONTH) { ruleId points { on standing } } }', names: ['past', 'day'] },
  { document: 'query ($associationId: ID!) { findingTotals(associationId: $associationId) { ruleId open } association(id: $associationId) { findings { edges { node { id } } } } }', names: ['associationId'] },
  { document: 'query ($associationId: ID!) { judgeCase(subject: { kind: ASSOCIATION, id: $associationId }) { rulings { ruleId verdict } } }', names: ['associationId'] },
  { document: '{ complianceEvaluations { edges { node { id state } } } accreditations { edges { node { id state } } } }', names: [] },
];
