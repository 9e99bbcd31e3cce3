import { valueFromASTUntyped } from 'graphql';
import type { ConstDirectiveNode } from 'graphql';
import { SCOPES_OF_ROLE } from '../../../schema/contracts/identity.ts';
import { BROKEN_BY, DIRECTIVES, LINK } from './rules.ts';
import type { Place } from './rules.ts';
import { PROGRAMME, violation } from './violation.ts';
import type { Violation } from './violation.ts';

/** The key of most opened entities, to say what a key looks like where none may stand. */
const USUAL_KEY = 'insurerId id';
const SCOPES: ReadonlySet<string> = new Set(Object.values(SCOPES_OF_ROLE).flat());

/** Directives that may not stand where they do. A directive written by its full name is the same one. */
export function judgeDirectives(directives: readonly ConstDirectiveNode[] = [], place: Place, coordinate: string, owner: string): Violation[] {
  return directives.flatMap((directive): Violation[] => {
    const written = directive.name.value;
    const name = written.replace(/^federation__/, '');
    if (!DIRECTIVES[place].includes(written)) {
      return [violation(BROKEN_BY.get(name) ?? 'directive', owner, coordinate, { directive: `@${written}`, expected: USUAL_KEY })];
    }
    return name === 'requiresScopes' ? judgeScopes(directive, coordinate) : [];
  });
}

// A scope nobody can have would hide the field from everybody for ever.
function judgeScopes(directive: ConstDirectiveNode, coordinate: string): Violation[] {
  const { scopes } = argumentsOf(directive);
  const named = [scopes].flat(3).filter((scope) => scope !== undefined).map(String);
  const unknown = named.filter((scope) => !SCOPES.has(scope));
  const isEmpty = !Array.isArray(scopes) || scopes.length === 0 || scopes.some((set) => !Array.isArray(set) || set.length === 0);
  if (unknown.length === 0 && !isEmpty) return [];
  return [violation('scope', PROGRAMME, coordinate, { scopes: unknown.join(', ') || 'none' })];
}

/** The links of an extension: exactly one, to the federation this graph speaks, importing what it may by its own name. */
export function judgeLinks(links: readonly ConstDirectiveNode[]): Violation[] {
  if (links.length === 0) return [violation('link', PROGRAMME, null, { url: 'none' })];
  const wrong = links.filter((link, index) => index > 0 || !isAllowed(link));
  return wrong.map((link) => violation('link', PROGRAMME, null, { url: String(argumentsOf(link).url).slice(0, 200) }));
}

function isAllowed(link: ConstDirectiveNode): boolean {
  const given = argumentsOf(link);
  const imports = given.import ?? [];
  return Object.keys(given).every((name) => name === 'url' || name === 'import')
    && typeof given.url === 'string' && LINK.url.test(given.url)
    && Array.isArray(imports) && imports.every((element) => typeof element === 'string' && LINK.imports.has(element));
}

export function argumentsOf({ arguments: given = [] }: ConstDirectiveNode): Record<string, unknown> {
  return Object.fromEntries(given.map(({ name, value }) => [name.value, valueFromASTUntyped(value)]));
}
