import '../telemetry/no-phone-home.ts';
import { mkdtemp, chmod, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { createIssuer } from '../auth/issuer.ts';
import { ConfigError } from '../config.ts';
import { eraseDataFolder } from '../embedded/erase-data-folder.ts';
import { EMBEDDED_TOKENS, openEmbedded } from '../open-embedded.ts';
import type { Embedded } from '../open-embedded.ts';
import { generateSample } from '../sample/generate.ts';
import { DEFAULT_SAMPLE, sampleRequest } from '../sample-seed.ts';
import { modeOf, runningUrl } from '../running-graph.ts';
import { readStartConfig } from '../start-config.ts';
import { createLog } from '../telemetry/log.ts';
import { contractIsAwarded, showSavings } from './award.ts';
import { peopleAreEnrolled } from './enrollment.ts';
import { newcomerJoins } from './newcomer.ts';
import { createPlayers } from './player.ts';
import { demandIsPooled } from './pool.ts';
import { bidsAreOpened, bidsAreSealed } from './sealed-bids.ts';
import { createStage } from './stage.ts';
import type { AssociationRow, InsurerRow, Story } from './story.ts';

/* `npm run demo`: plays the story from an association's need to an insured card, through HTTP, as its five roles. */

interface Scene {
  readonly baseUrl: string;
  readonly issuer: Awaited<ReturnType<typeof createIssuer>>;
  close(): Promise<void>;
}

const write = (text: string): void => void process.stdout.write(text);
const stage = createStage(write, process.stdout.isTTY === true);

async function main(): Promise<void> {
  const config = readStartConfig(process.env);
  const running = runningUrl(process.env, config.port);
  const scene = (await modeOf(running) === 'SANDBOX') ? await joinScene(running, config.dataDir) : await ownScene(config.logLevel);
  try {
    await play(scene);
  } finally {
    await scene.close();
  }
}

async function play(scene: Scene): Promise<void> {
  const player = createPlayers(`${scene.baseUrl}/graphql`, scene.issuer);
  const story: Story = {
    stage,
    player,
    sample: generateSample(sampleRequest(DEFAULT_SAMPLE)),
    council: await player('council'),
    regulator: await player('regulator'),
    reviewBody: await player('review_body'),
    baseUrl: scene.baseUrl,
  };
  const known = await story.council.ask<{ associations: { edges: { node: AssociationRow }[] }; insurers: { edges: { node: InsurerRow }[] } }>(
    '{ associations(first: 100) { edges { node { id licenseNumber name { en } region { code } } } } insurers(first: 20) { edges { node { id crNumber name { en } } } } }',
  );
  const ofSample = new Set(story.sample.associations.map(({ id }) => id));
  const associations = known.associations.edges.map(({ node }) => node).filter(({ id }) => ofSample.has(id));
  const insurers = known.insurers.edges.map(({ node }) => node);
  const newcomer = await newcomerJoins(story);
  const tender = await demandIsPooled(story, [newcomer, ...associations], insurers);
  await bidsAreSealed(story, tender, insurers);
  await bidsAreOpened(story, tender);
  const { agreementId } = await contractIsAwarded(story, tender, insurers);
  await showSavings(story, tender);
  // Everyone may enroll; twelve are enough to see, and a second telling meets people who are covered already.
  await peopleAreEnrolled(story, agreementId, [newcomer, ...associations.slice(0, 11)]);
  stage.chapter('The story is told');
}

async function joinScene(baseUrl: string, dataDir: string): Promise<Scene> {
  stage.say(`Playing on the graph that runs at ${baseUrl}.`);
  return { baseUrl, issuer: await createIssuer({ dataDir, ...EMBEDDED_TOKENS }), close: () => Promise.resolve() };
}

/** A graph for this one telling, in a folder that is gone afterwards. */
async function ownScene(logLevel: string): Promise<Scene> {
  stage.say('No graph is running, so one is started for this telling (PostgreSQL, three houses, the gateway) …');
  const dataDir = await mkdtemp(`${tmpdir()}/wasq-demo-`);
  await chmod(dataDir, 0o755);
  let embedded: Embedded | null = null;
  const close = async (): Promise<void> => {
    await embedded?.close();
    await eraseDataFolder(`${dataDir}/postgres`);
    await rm(dataDir, { recursive: true, force: true });
  };
  try {
    embedded = await openEmbedded({ dataDir, databaseUrl: null }, createLog(logLevel), { sample: DEFAULT_SAMPLE });
    const { url } = await embedded.gateway.listen({ host: '127.0.0.1', port: 0 });
    embedded.announce(url);
    return { baseUrl: url, issuer: embedded.issuer, close };
  } catch (error) {
    await close();
    throw error;
  }
}

try {
  await main();
} catch (error) {
  const told = error instanceof ConfigError || (error instanceof Error && error.name === 'DemoFailure');
  process.stderr.write(`\nThe demo failed: ${error instanceof Error ? (told ? error.message : (error.stack ?? error.message)) : String(error)}\n`);
  process.exitCode = 1;
}
