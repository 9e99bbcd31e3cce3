/* `npm run house -- <name>`: one house alone, with its settings from the environment. */
const HOUSES = ['associations', 'regulation', 'insurers'];
const name = process.argv[2] ?? '';

if (HOUSES.includes(name)) {
  const { start } = (await import(`./${name}/main.ts`)) as { start: () => Promise<void> };
  await start();
} else {
  process.stderr.write(`Say which house: npm run house -- ${HOUSES.join('|')}\n`);
  process.exitCode = 1;
}
