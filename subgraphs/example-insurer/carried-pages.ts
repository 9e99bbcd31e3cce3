import { text } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import type { CarriedPage } from './store/carried-covers.ts';

/*
 * Prints every cover an insurer carries as the graph has it, one page of one policy a line: what `--covers` of the insurer
 * reads. Ask before activation: from then on the graph asks the insurer itself for the cards.
 */

/** A page each: what is asked at once is bounded by its cost, whatever the insurer's size. */
const POLICIES = `query CarriedPolicies($after: String) {
  associations(first: 20, after: $after) {
    pageInfo { hasNextPage endCursor }
    edges { node { policies(first: 20) { pageInfo { hasNextPage } edges { node { id insurerId } } } } }
  }
}`;

/**
 * `effectiveTo` is the last day covered. It is null while nobody has ended the cover: then the policy's expiryDate is, and of
 * a policy whose state is TERMINATED the day of that step. Of a suspended one, too, nothing was told before we came.
 */
const COVERS = `query CarriedCovers($insurerId: ID!, $id: ID!, $on: Date, $after: String) {
  policy(insurerId: $insurerId, id: $id) {
    id state inceptionDate expiryDate
    history { action at }
    coverages(first: 100, after: $after, on: $on) {
      pageInfo { hasNextPage endCursor }
      edges { node { id policyClass effectiveFrom effectiveTo card { cardNumber validFrom validTo } } }
    }
  }
}`;

interface PolicyPages {
  readonly associations: {
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
    readonly edges: readonly { readonly node: { readonly policies: { readonly edges: readonly { readonly node: { readonly id: string; readonly insurerId: string } }[] } } }[];
  };
}

async function ask<Data>(graph: string, token: string, query: string, variables: object): Promise<{ readonly data: Data }> {
  const response = await fetch(`${graph}/graphql`, {
    method: 'POST', headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` }, body: JSON.stringify({ query, variables }),
  });
  const answer = await response.json() as { readonly data: Data; readonly errors?: readonly { readonly message: string }[] };
  if (answer.errors !== undefined) throw new Error(answer.errors.map(({ message }) => message).join('\n'));
  return { data: answer.data };
}

const { values: { graph = 'http://127.0.0.1:4000', insurer: insurerId } } = parseArgs({ options: { graph: { type: 'string' }, insurer: { type: 'string' } } });
const token = (await text(process.stdin)).trim();
if (insurerId === undefined || token === '') throw new Error('Usage: printf %s <token> | node --import tsx carried-pages.ts --insurer <id> [--graph <url>]');

for (let after: string | null = null, more = true; more;) {
  const { data: { associations } }: { data: PolicyPages } = await ask<PolicyPages>(graph, token, POLICIES, { after });
  for (const { node } of associations.edges.flatMap(({ node: { policies } }) => policies.edges)) {
    if (node.insurerId === insurerId) await printPolicy(node.id, token);
  }
  ({ hasNextPage: more, endCursor: after } = associations.pageInfo);
}

/** As it is today and, since a life or another class may have been enrolled for a later day, as it is on the last one. */
async function printPolicy(id: string, as: string): Promise<void> {
  const { expiryDate } = await printDay(id, as, null);
  await printDay(id, as, expiryDate);
}

async function printDay(id: string, as: string, on: string | null): Promise<CarriedPage['data']['policy']> {
  for (let after: string | null = null; ;) {
    const page: CarriedPage = await ask<CarriedPage['data']>(graph, as, COVERS, { insurerId, id, on, after });
    process.stdout.write(`${JSON.stringify(page)}\n`);
    const { policy } = page.data;
    if (!policy.coverages.pageInfo.hasNextPage) return policy;
    after = policy.coverages.pageInfo.endCursor;
  }
}
