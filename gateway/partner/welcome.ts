import type { Role } from '../../schema/contracts/identity.ts';
import type { Issuer } from '../auth/issuer.ts';

/** One ready token a role, of a day's life: enough to try everything, too short to be kept. */
const DAY = 24 * 60 * 60;

/** Whom the sample's officers work for. */
export interface WelcomeOrganisations {
  readonly association: { readonly id: string; readonly name: string };
  readonly insurer: { readonly id: string; readonly name: string };
  /** A life on the sample's roster. */
  readonly member: { readonly id: string };
}

/** What `npm start` prints when everything is up: where the graph is, and how to be somebody in it. */
export async function printWelcome(
  url: string,
  issuer: Issuer,
  organisations: WelcomeOrganisations,
  say: (line: string) => void,
): Promise<void> {
  say('');
  say(`  The graph     ${url}/graphql`);
  say(`  GraphiQL      ${url}/graphiql`);
  say(`  Regulator     ${url}/regulator`);
  say('  Mode          SANDBOX (sandbox sources, test currency XTS)');
  say('');
  await printTokens(issuer, organisations, say);
  say('');
  say('  npm run demo, in another terminal, plays the whole story on this graph. Ctrl-C stops everything.');
}

/** One ready token a role; a role that works for an organisation that is not given gets none. */
export async function printTokens(
  issuer: Issuer,
  { association, insurer, member }: Partial<WelcomeOrganisations>,
  say: (line: string) => void,
): Promise<void> {
  const people: readonly [Role, string, string | undefined, string][] = [
    ['council', 'council:officer', 'council', 'runs the tender'],
    ['association_officer', `association:${association?.id}`, association?.id, association?.name ?? ''],
    ['insurer_officer', `insurer:${insurer?.id}`, insurer?.id, insurer?.name ?? ''],
    ['regulator', 'regulator:officer', 'regulator', 'accredits both sides'],
    ['review_body', 'review-body:officer', 'review_body', 'decides complaints, witnesses openings'],
    ['member', member?.id ?? '', member && association?.id, 'one insured life'],
    ['partner', 'partner:frontend', 'partner', 'reads what is public'],
  ];
  say('  Tokens, good for a day. In GraphiQL, open Headers and paste {"Authorization": "Bearer <token>"}.');
  for (const [role, subject, organisation, what] of people) {
    if (organisation === undefined) continue;
    const token = await issuer.mint({ subject, organisation, roles: [role], ttl: DAY });
    say('');
    say(`  ${role} (${what})`);
    say(`  ${token}`);
  }
}
