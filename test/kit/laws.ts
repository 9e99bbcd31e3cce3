import { basename, dirname } from 'node:path/posix';
import type { Import, SourceFile } from './source-file.ts';

/** What a domain may rest on, because it answers the same each time: these names of it, or null for all of it. */
const PURE = new Map<string, readonly string[] | null>([
  ['subgraphs/kit/money.ts', null],
  ['subgraphs/kit/refusal.ts', null],
  ['subgraphs/kit/transitions.ts', null],
  ['subgraphs/kit/riyadh-date.ts', null],
  ['subgraphs/kit/canonical-json.ts', null],
  ['subgraphs/kit/identifier.ts', ['isId']],
  ['zod', null],
  ['csv-parse/sync', null],
  ['ibantools', null],
  ['node:buffer', null],
  ['node:crypto', ['createHash', 'createHmac']],
]);

/** Only a store speaks SQL. */
const DATABASE_PACKAGES = ['typeorm', 'pg', 'pg-copy-streams'];

/** The rooms each room may import, beside itself, the kit and the contracts. `root` is the files beside the rooms. */
const ROOMS = new Map<string, readonly string[]>([
  // A command adds the jobs that follow it, so it knows their names.
  ['resolvers', ['domain', 'store', 'asks', 'jobs', 'root']],
  ['jobs', ['domain', 'store', 'asks', 'root']],
  ['asks', ['domain']],
  ['store', ['domain']],
  ['sources', ['domain']],
  ['domain', []],
  // The registry's own: how a live subgraph is tried.
  ['conformance', ['domain', 'root']],
  ['root', ['resolvers', 'domain', 'store', 'asks', 'jobs', 'sources']],
]);

/** Where several owners are put together in one process; nothing imports these but the start of the process. */
const COMPOSITION_ROOTS = ['gateway/standalone.ts', 'gateway/make-tables.ts', 'gateway/sample-seed.ts', 'gateway/sandbox.ts'];

/** Words that belong to one trade. The kit would stand up a house of any other. */
const DOMAIN_WORDS = new Set([
  'association', 'insurer', 'insurance', 'insured', 'tender', 'bid', 'bidder', 'policy', 'policyholder', 'premium', 'enrollment',
  'accreditation', 'roster', 'member', 'dependent', 'employee', 'lot', 'award', 'complaint', 'coverage', 'endorsement',
].flatMap((word) => [word, word.endsWith('y') ? `${word.slice(0, -1)}ies` : `${word}s`]));

/** A policy of another kind: SQL's rule of who sees which row. */
const ROW_POLICY = /\b(CREATE|DROP) POLICY\b|\bpg_policy\b/g;

const BAD_NAMES = ['utils', 'util', 'helpers', 'helper', 'common', 'manager', 'data', 'shared', 'types', 'index'];

/** Files that read the environment, mains and configs; all others are given what they need. */
const READS_ENVIRONMENT = /(^|\/)(main|start|run-alone|([a-z-]+-)?config|settings)\.ts$/;

/** A main under its own name, a guard against libraries that read it themselves, and the PATH handed to programs. */
const TOUCH_ENVIRONMENT = ['gateway/sandbox.ts', 'gateway/seed.ts', 'gateway/auth/issuer.ts', 'gateway/telemetry/no-phone-home.ts', 'gateway/embedded/run-as.ts'];

const LONGEST_FILE = 300;

/** A house to be copied out of the project: what it imports of ours would be missing there. */
const TO_COPY = 'example-insurer';

/** Every breach of the laws, one line each: where, and what. */
export function breaches(files: readonly SourceFile[]): string[] {
  return files.flatMap((file) => {
    const found: string[] = [];
    const tell = (line: number, what: string): void => void found.push(`${file.path}:${line} ${what}`);
    const generated = file.path.endsWith('.generated.ts');
    for (const each of file.imports) {
      const wrong = importBreach(file.path, each);
      if (wrong !== null) tell(each.line, `${wrong}: ${each.target}`);
    }
    if (!generated) {
      if (file.lines > LONGEST_FILE) tell(LONGEST_FILE, `is ${file.lines} lines long`);
      for (const part of [...dirname(file.path).split('/'), basename(file.path, '.ts')]) {
        if (BAD_NAMES.includes(part)) tell(1, `is named ${part}, which says nothing`);
      }
    }
    const { house, room } = placeOf(file.path);
    for (const use of file.uses) {
      const reads = READS_ENVIRONMENT.test(file.path) || TOUCH_ENVIRONMENT.includes(file.path);
      if (use.text === 'process.env' ? !reads : room === 'domain') tell(use.line, `uses ${use.text}`);
    }
    if (house === 'kit') {
      for (const piece of [{ line: 1, text: basename(file.path, '.ts') }, ...file.pieces]) {
        const word = domainWordIn(piece.text);
        if (word !== null) tell(piece.line, `says ${word}, a word of one trade`);
      }
    }
    return found;
  });
}

interface Place {
  readonly house: string | null;
  readonly room: string;
}

/** The registry is a small house inside the gateway, with the same rooms. */
const REGISTRY = 'gateway/registry/';

function placeOf(path: string): Place {
  const [top, house, room, ...rest] = path.split('/');
  if ((top !== 'subgraphs' && !path.startsWith(REGISTRY)) || house === undefined || room === undefined) return { house: null, room: 'root' };
  return { house, room: house === 'kit' || rest.length === 0 ? 'root' : room };
}

function importBreach(path: string, each: Import): string | null {
  const { target } = each;
  const ours = /^(gateway|subgraphs|schema|test)\//.test(target);
  if (target.startsWith('test/')) return 'imports a test';
  if (path.startsWith('schema/contracts/')) return target.startsWith('schema/contracts/') || target === 'jose' ? null : 'a contract imports';
  if (path.startsWith('schema/')) return ours && !target.startsWith('schema/') ? 'the schema imports' : null;
  if (path.startsWith(REGISTRY)) return gatewayBreach(target, ours) ?? houseBreach(path, each, ours);
  if (path.startsWith('gateway/')) return COMPOSITION_ROOTS.includes(path) ? null : gatewayBreach(target, ours);
  const { house } = placeOf(path);
  if (house === null) return ours && !target.startsWith('subgraphs/') ? 'the start of a house imports' : null;
  return houseBreach(path, each, ours);
}

function gatewayBreach(target: string, ours: boolean): string | null {
  return ours && !/^(gateway|schema|subgraphs\/kit)\//.test(target) ? 'the gateway imports' : null;
}

function houseBreach(path: string, each: Import, ours: boolean): string | null {
  const { target } = each;
  const from = placeOf(path);
  if (ours && from.house === TO_COPY && placeOf(target).house !== TO_COPY) return 'a house to copy imports';
  if (from.room === 'domain') return domainBreach(from, each, ours);
  if (target.startsWith('schema/contracts/') || target.startsWith('subgraphs/kit/')) return null;
  if (ours) {
    const to = placeOf(target);
    if (path.startsWith(REGISTRY) && to.house === null) return null;
    if (to.house !== from.house || from.house === 'kit') return `${from.house} imports`;
    const may = ROOMS.get(from.room);
    if (may === undefined) return `${from.room} is no room of a house; it imports`;
    // A connector comes through the context; the shape of what it answers is everybody's.
    const shape = to.room === 'sources' && each.typeOnly && from.room !== 'store';
    return to.room === from.room || may.includes(to.room) || shape ? null : `${from.room} imports ${to.room}`;
  }
  // A manager's type passes a transaction on; only the store makes statements with it.
  const managerType = target === 'typeorm' && each.typeOnly && each.names.every((name) => name === 'EntityManager');
  if (from.house !== 'kit' && from.room !== 'store' && DATABASE_PACKAGES.includes(target) && !managerType) return `${from.room} imports`;
  return null;
}

function domainBreach(from: Place, { target, names }: Import, ours: boolean): string | null {
  if (ours) {
    const to = placeOf(target);
    if (target.startsWith('schema/contracts/') || (to.house === from.house && to.room === 'domain')) return null;
  }
  const pure = PURE.get(target);
  if (pure === undefined) return 'domain imports';
  return pure === null || names.every((name) => pure.includes(name)) ? null : `domain imports ${names.join(', ')}`;
}

/** Words of camelCase, kebab-case and sentences alike. */
function domainWordIn(text: string): string | null {
  const words = text.replace(ROW_POLICY, '').replace(/([a-z0-9])([A-Z])/g, '$1 $2').toLowerCase().split(/[^a-z]+/);
  return words.find((word) => DOMAIN_WORDS.has(word)) ?? null;
}
