import { Pool } from 'pg';

interface Plan { readonly 'Node Type': string; readonly 'Relation Name'?: string; readonly Schema?: string; readonly Plans?: readonly Plan[] }

/** A statement that reads a large table from end to end. */
export interface WholeRead {
  readonly house: string;
  readonly table: string;
  readonly sql: string;
}

/** Tables with more rows than this are large: smaller ones are read whole as quickly as by an index. */
const LARGE = 20_000;

/** A page of a feed, the largest there is. */
const MOST_ROWS = 5_000;

const READS = /^\s*(SELECT|WITH|INSERT|UPDATE|DELETE)\b/i;

/** The server does not know how many rows a page has and plans for a tenth of the table: it is told the most there may be. */
function withLimit(sql: string): string {
  const at = /LIMIT \$(\d+)/.exec(sql)?.[1];
  if (at === undefined) return sql;
  const told = sql.replaceAll(new RegExp(`LIMIT \\$${at}(::int)?(?!\\d)`, 'g'), `LIMIT ${MOST_ROWS}`);
  // A parameter that is left nowhere has no type: those behind it move up.
  return new RegExp(`\\$${at}(?!\\d)`).test(told) ? told : told.replaceAll(/\$(\d+)/g, (_, number) => `$${Number(number) > Number(at) ? Number(number) - 1 : number}`);
}

/** Looks at the plan of each statement as the server makes it for any parameters, with the sizes its tables have now. */
export async function readPlans(house: string, migratorUrl: string, statements: ReadonlySet<string>): Promise<{ looked: number; whole: WholeRead[] }> {
  const pool = new Pool({ connectionString: migratorUrl, max: 1, options: '-c jit=off' });
  try {
    const { rows } = await pool.query<{ table: string }>(`SELECT relname AS table FROM pg_class WHERE relkind = 'r' AND reltuples > $1 AND relnamespace = 'public'::regnamespace`, [LARGE]);
    const large = new Set(rows.map(({ table }) => table));
    const whole: WholeRead[] = [];
    const read = [...statements].filter((sql) => READS.test(sql));
    for (const sql of read) {
      const plans = await pool.query<{ 'QUERY PLAN': { Plan: Plan }[] }>(`EXPLAIN (GENERIC_PLAN, FORMAT JSON) ${withLimit(sql)}`);
      const nodes = plans.rows.flatMap((row) => row['QUERY PLAN'].flatMap(({ Plan: plan }) => ofPlan(plan)));
      for (const { 'Node Type': type, 'Relation Name': table = '' } of nodes) if (type === 'Seq Scan' && large.has(table)) whole.push({ house, table, sql });
    }
    return { looked: read.length, whole };
  } finally {
    await pool.end();
  }
}

function ofPlan(plan: Plan): Plan[] {
  return [plan, ...(plan.Plans ?? []).flatMap(ofPlan)];
}
