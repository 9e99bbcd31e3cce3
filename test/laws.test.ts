import { describe, expect, it } from '@jest/globals';
import { breaches } from './kit/laws.ts';
import { parseSource, readSources } from './kit/source-file.ts';

const breachesOf = (path: string, text: string): string[] => breaches([parseSource(path, text)]);

describe('the project', () => {
  it('keeps its laws', () => {
    const files = readSources('gateway', 'subgraphs', 'schema');
    expect(files.length).toBeGreaterThan(100);
    expect(breaches(files)).toEqual([]);
  });
});

describe('the laws', () => {
  it.each<[string, string, string]>([
    ['a house that imports another', 'subgraphs/insurers/store/x.ts', `import { a } from '../../associations/domain/a.ts';`],
    ['a house that imports the gateway', 'subgraphs/insurers/main.ts', `import { a } from '../../gateway/gateway.ts';`],
    ['a house that loads another', 'subgraphs/insurers/main.ts', `const a = await import('../regulation/house.ts');`],
    ['a house that passes another on', 'subgraphs/insurers/main.ts', `export * from '../regulation/house.ts';`],
    ['a house that knows another by type', 'subgraphs/insurers/main.ts', `type A = import('../regulation/house.ts').A;`],
    ['a resolver that asks a source itself', 'subgraphs/insurers/resolvers/x.ts', `import { a } from '../sources/a.ts';`],
    ['a resolver that speaks SQL', 'subgraphs/insurers/resolvers/x.ts', `import { EntityManager } from 'typeorm';`],
    ['a job that opens a database', 'subgraphs/insurers/jobs/x.ts', `import type { DataSource } from 'typeorm';`],
    ['a store that imports a resolver', 'subgraphs/insurers/store/x.ts', `import { a } from '../resolvers/a.ts';`],
    ['a store that imports an ask', 'subgraphs/insurers/store/x.ts', `import { a } from '../asks/a.ts';`],
    ['a domain that imports its store', 'subgraphs/insurers/domain/x.ts', `import type { Row } from '../store/row.ts';`],
    ['a domain that imports a kit file that is not pure', 'subgraphs/insurers/domain/x.ts', `import { newId } from '../../kit/identifier.ts';`],
    ['a domain that knows GraphQL', 'subgraphs/insurers/domain/x.ts', `import { GraphQLError } from 'graphql';`],
    ['a domain that reads files', 'subgraphs/insurers/domain/a/x.ts', `import { readFile } from 'node:fs/promises';`],
    ['a domain that throws dice', 'subgraphs/insurers/domain/x.ts', `import { createHash, randomUUID } from 'node:crypto';`],
    ['a domain with a die of its own', 'subgraphs/insurers/domain/x.ts', 'const a = Math.random();'],
    ['a domain with a clock', 'subgraphs/insurers/domain/x.ts', 'const a = Date.now();'],
    ['a domain with another clock', 'subgraphs/insurers/domain/x.ts', 'const a = new Date();'],
    ['an ask that reads rows', 'subgraphs/insurers/asks/x.ts', `import { a } from '../store/a.ts';`],
    ['a job that calls a resolver', 'subgraphs/insurers/jobs/x.ts', `import { a } from '../resolvers/a.ts';`],
    ['a room that no house has', 'subgraphs/insurers/services/x.ts', `import { a } from '../domain/a.ts';`],
    ['a house to copy that imports the kit', 'subgraphs/example-insurer/insurer.ts', `import { createLog } from '../kit/log.ts';`],
    ['a house to copy that imports a contract', 'subgraphs/example-insurer/domain/x.ts', `import type { Principal } from '../../../schema/contracts/identity.ts';`],
    ['a house to copy whose domain reads its store', 'subgraphs/example-insurer/domain/x.ts', `import type { Book } from '../store/book.ts';`],
    ['a kit that imports a house', 'subgraphs/kit/x.ts', `import { a } from '../things/domain/a.ts';`],
    ['a kit that names a trade', 'subgraphs/kit/x.ts', 'const openBids = 1;'],
    ['a kit that says so in a text', 'subgraphs/kit/x.ts', 'const a = `SELECT * FROM policies WHERE ${b}`;'],
    ['a kit file named after one', 'subgraphs/kit/tender-clock.ts', ''],
    ['a gateway that imports a house', 'gateway/gateway.ts', `import { a } from '../subgraphs/insurers/house.ts';`],
    ['a registry that imports a house', 'gateway/registry/house.ts', `import { a } from '../../subgraphs/insurers/house.ts';`],
    ['a domain of the registry that knows its gateway', 'gateway/registry/domain/x.ts', `import { a } from '../../execution/outside-url.ts';`],
    ['a domain of the registry with a clock', 'gateway/registry/domain/x.ts', 'const a = Date.now();'],
    ['a store of the registry that imports a resolver', 'gateway/registry/store/x.ts', `import { a } from '../resolvers/a.ts';`],
    ['a job of the registry that speaks SQL', 'gateway/registry/jobs/x.ts', `import { Client } from 'pg';`],
    ['a contract with a dependency', 'schema/contracts/x.ts', `import { z } from 'zod';`],
    ['a tool that imports a house', 'schema/tools/x.ts', `import { a } from '../../subgraphs/kit/money.ts';`],
    ['a part that imports a test', 'gateway/x.ts', `import { a } from '../test/kit/database.ts';`],
    ['a hidden setting', 'gateway/server/http.ts', `const a = process.env['A'];`],
    ['a name that says nothing', 'gateway/server/utils.ts', ''],
    ['a folder that says nothing', 'gateway/helpers/cut.ts', ''],
    ['a file too long to read', 'gateway/x.ts', '\n'.repeat(301)],
  ])('forbid %s', (_what, path, text) => {
    expect(breachesOf(path, text)).toHaveLength(1);
  });

  it.each<[string, string, string]>([
    ['a root to put houses together', 'gateway/standalone.ts', `import { a } from '../subgraphs/insurers/house.ts';`],
    ['a resolver all it needs', 'subgraphs/insurers/resolvers/x.ts', `import type { EntityManager } from 'typeorm'; import { a } from '../store/a.ts'; import type { C } from '../context.ts'; import { b } from '../../kit/command.ts';`],
    ['a registry its gateway', 'gateway/registry/sources/x.ts', `import { a } from '../../execution/outside-agent.ts'; import { b } from '../domain/b.ts'; import { c } from '../../../subgraphs/kit/log.ts';`],
    ['a domain to hash and to read text', 'subgraphs/insurers/domain/a/x.ts', `import { createHash } from 'node:crypto'; import { z } from 'zod'; import { sumOf } from '../../../kit/money.ts'; const a = new Date(0);`],
    ['a store SQL', 'subgraphs/insurers/store/x.ts', `import { EntitySchema } from 'typeorm'; import pg from 'pg'; import type { A } from '../domain/a.ts';`],
    ['a kit its comments', 'subgraphs/kit/x.ts', '/** Like a tender. */ const forbidden = `CREATE POLICY x`; // bids'],
    ['a config the environment', 'gateway/config.ts', 'const a = process.env;'],
    ['a generated file its length', 'subgraphs/insurers/resolvers/types.generated.ts', '\n'.repeat(500)],
  ])('allow %s', (_what, path, text) => {
    expect(breachesOf(path, text)).toEqual([]);
  });

  it('say where', () => {
    expect(breachesOf('subgraphs/insurers/domain/x.ts', `\n\nimport { a } from 'pg';`)).toEqual(['subgraphs/insurers/domain/x.ts:3 domain imports: pg']);
  });
});
