import { randomUUID } from 'node:crypto';
import { rosterCsv } from '../sample/roster-csv.ts';
import { generateSample } from '../sample/generate.ts';
import { DemoFailure } from './player.ts';
import { waitFor } from './stage.ts';
import type { AssociationRow, Story } from './story.ts';

interface ImportRow {
  readonly rosterImport: {
    readonly state: string;
    readonly linesRead: number;
    readonly added: number;
    readonly rejected: number;
    readonly rejections: { readonly edges: readonly { readonly node: { line: number; column: string | null; code: string; message: { en: string } } }[] };
  };
}

/**
 * Chapter 1: an association nobody knows registers by its licence number, is accredited without a document, and sends
 * its roster as a CSV file, of which three lines are wrong.
 */
export async function newcomerJoins(story: Story): Promise<AssociationRow> {
  const { stage, council } = story;
  stage.chapter('1. A new association registers, is accredited, and sends its roster');
  // Unique each time, so that the story can be played twice on one graph; modulo 13 it lies in the first region.
  const licenseNumber = `NCNP-${(Date.now() % 1_000_000_000) * 13}`;
  const registered = await council.tell<{ association: AssociationRow }>('registerAssociation', 'RegisterAssociationInput', {
    licenseNumber, nameAr: 'جمعية نماء التجريبية بالرياض', nameEn: 'Namaa Demonstration Association in Riyadh', region: 'SA-01', city: 'Riyadh',
  }, 'association { id licenseNumber name { en } region { code } }');
  const { association } = registered;
  const officer = await story.player('association_officer', association.id);
  const { accreditation } = await officer.tell<{ accreditation: { state: string; level: number | null; decisionMode: string; facts: { name: string; source: string; asOf: string }[]; rulesEvaluated: { rule: string; value: string; passed: boolean; observed: string }[] } }>(
    'applyForAccreditation', 'ApplyForAccreditationInput', { kind: 'ASSOCIATION', subjectId: association.id },
    'accreditation { state level decisionMode facts { name source asOf } rulesEvaluated { rule value passed observed } }',
  );
  stage.say(`${association.name.en}: ${accreditation.state}, level ${accreditation.level}, decided ${accreditation.decisionMode}, no document asked.`);
  stage.table('Rules evaluated for the accreditation', ['rule', 'value', 'observed', 'passed'],
    accreditation.rulesEvaluated.map(({ rule, value, observed, passed }) => [rule, value, observed, passed ? 'yes' : 'no']));

  await sendRoster(story, association, rosterWithFaults());
  return association;
}

async function sendRoster(story: Story, association: AssociationRow, csv: string): Promise<void> {
  const { stage } = story;
  const officer = await story.player('association_officer', association.id);
  const { rosterImport } = await officer.tell<{ rosterImport: { id: string; uploadUrl: string } }>(
    'requestRosterUpload', 'RequestRosterUploadInput', { associationId: association.id }, 'rosterImport { id uploadUrl }',
  );
  const upload = await fetch(rosterImport.uploadUrl, { method: 'PUT', headers: { 'content-type': 'text/csv' }, body: csv });
  if (!upload.ok) throw new DemoFailure(`The upload was refused: ${upload.status} ${await upload.text()}`);
  const { rosterImport: done } = await waitFor<ImportRow>(officer,
    'query ($id: ID!) { rosterImport(id: $id) { state linesRead added rejected rejections(first: 20) { edges { node { line column code message { en } } } } } }',
    { id: rosterImport.id }, ({ rosterImport: row }) => row.state === 'COMPLETE', 'the roster to be read');
  stage.say(`Roster: ${done.linesRead} lines read, ${done.added} lives added, ${done.rejected} lines rejected.`);
  stage.table('Rejected lines', ['line', 'column', 'code', 'sentence'],
    done.rejections.edges.map(({ node }) => [node.line, node.column ?? '', node.code, node.message.en]));
}

/** A believable roster of some forty families, with a wrong check digit, an impossible date and a repeated line. */
function rosterWithFaults(): string {
  const seed = Number.parseInt(randomUUID().slice(0, 6), 16);
  const sample = generateSample({ associations: 1, employees: 40, seed, today: new Date().toISOString().slice(0, 10) });
  const [association] = sample.associations;
  if (association === undefined) throw new DemoFailure('The sample is empty.');
  const lines = [...rosterCsv(sample.people(association))].join('').trimEnd().split(/\r?\n/);
  const [header = '', first = '', second = '', third = ''] = lines;
  const wrongDigit = second.replace(/^(\d{9})(\d)/, (_all, nine: string, last: string) => `${nine}${(Number(last) + 1) % 10}`);
  const wrongDate = third.replace(/\b(19|20)(\d\d)-(\d\d)-(\d\d)\b/, '$1$2-13-45');
  return [header, ...lines.slice(1), wrongDigit, wrongDate, first].join('\r\n');
}
