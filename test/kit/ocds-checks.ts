import { z } from 'zod';

/*
 * The rules of the Open Contracting Data Standard 1.1.5 and its bids and lots extensions for every field we publish: what must
 * be there, of what kind, from which closed list. Written after the standard; a field that is not here is not published.
 */

const text = z.string().min(1);
const instant = z.iso.datetime({ offset: true });
const uri = z.url();
const status = (...values: [string, ...string[]]) => z.enum(values);

const RELEASE_TAGS = ['planning', 'planningUpdate', 'tender', 'tenderAmendment', 'tenderUpdate', 'tenderCancellation', 'award', 'awardUpdate',
  'awardCancellation', 'contract', 'contractUpdate', 'contractAmendment', 'implementation', 'implementationUpdate', 'contractTermination', 'compiled'] as const;

const value = z.strictObject({ amount: z.number(), currency: z.enum(['XTS', 'SAR']) });
const period = z.strictObject({ startDate: instant, endDate: instant }).partial();
const reference = z.strictObject({ id: text, name: text });
const milestone = z.strictObject({
  id: text, title: z.string(), type: z.enum(['preProcurement', 'delivery']), dueDate: instant, status: status('scheduled', 'met', 'notMet', 'partiallyMet'),
}).partial().required({ id: true });
const party = z.strictObject({ id: text, name: text, roles: z.array(z.enum(['buyer', 'procuringEntity', 'supplier', 'tenderer', 'reviewBody'])).min(1) });
const tenderStatus = status('planning', 'planned', 'active', 'cancelled', 'unsuccessful', 'complete', 'withdrawn');
const lot = z.strictObject({ id: text, title: z.string(), description: z.string(), status: tenderStatus }).partial().required({ id: true });
const item = z.strictObject({ id: text, relatedLot: text, description: text, quantity: z.number().optional(), unit: z.strictObject({ name: text }).optional() });
const amendment = z.strictObject({ id: text, date: instant, description: z.string(), rationale: z.string(), amendsReleaseID: text, releaseID: text }).partial().required({ id: true });

const tender = z.strictObject({
  id: text, title: z.string(), description: z.string(), status: tenderStatus, procuringEntity: reference,
  procurementMethod: status('open', 'selective', 'limited', 'direct'), procurementMethodDetails: text, mainProcurementCategory: status('goods', 'works', 'services'),
  awardCriteria: z.enum(['priceOnly', 'costOnly', 'qualityOnly', 'ratedCriteria']), awardCriteriaDetails: z.string(),
  submissionMethod: z.array(z.enum(['electronicSubmission', 'electronicAuction', 'written', 'inPerson'])), hasEnquiries: z.boolean(),
  enquiryPeriod: period, tenderPeriod: period, contractPeriod: period, numberOfTenderers: z.int().min(0), tenderers: z.array(reference),
  lots: z.array(lot), items: z.array(item), amendments: z.array(amendment),
}).partial().required({ id: true });

const bids = z.strictObject({
  details: z.array(z.strictObject({
    id: text, date: instant, status: status('invited', 'pending', 'valid', 'disqualified', 'withdrawn'), tenderers: z.array(reference), value, relatedLots: z.array(text),
  }).partial().required({ id: true })),
  statistics: z.array(z.strictObject({ id: text, measure: z.enum(['requests', 'bids', 'validBids', 'bidders', 'qualifiedBidders']), value: z.number() })).optional(),
});

const award = z.strictObject({
  id: text, title: z.string(), status: status('pending', 'active', 'cancelled', 'unsuccessful'), date: instant, value, suppliers: z.array(reference),
  contractPeriod: period, relatedLots: z.array(text), relatedBid: text,
}).partial().required({ id: true });

const contract = z.strictObject({
  id: text, awardID: text, title: z.string(), status: status('pending', 'active', 'cancelled', 'terminated'), period, value, dateSigned: instant,
  implementation: z.strictObject({ milestones: z.array(milestone) }),
}).partial().required({ id: true, awardID: true });

const release = z.strictObject({
  ocid: text, id: z.string().min(1).regex(/^[^#]+$/), date: instant, tag: z.array(z.enum(RELEASE_TAGS)).min(1), initiationType: z.literal('tender'), language: z.literal('ar'),
  parties: z.array(party).optional(), buyer: reference.optional(), planning: z.strictObject({ rationale: z.string(), milestones: z.array(milestone) }).partial().optional(),
  tender: tender.optional(), bids: bids.optional(), awards: z.array(award).optional(), contracts: z.array(contract).optional(),
});

const envelope = {
  uri, version: z.literal('1.1'), extensions: z.array(uri), publishedDate: instant, publisher: z.strictObject({ name: text }),
};

const releasePackage = z.strictObject({ ...envelope, releases: z.array(release).min(1) });

/** Every leaf of a versioned release is a row of values, each with the release that told it. */
const versions = z.array(z.strictObject({ releaseID: text, releaseDate: instant, releaseTag: z.array(z.enum(RELEASE_TAGS)).min(1), value: z.json() })).min(1);
const versionedObject: z.ZodType = z.lazy(() => z.record(z.string(), z.union([versions, versionedObject, z.array(versionedItem)])));
const versionedItem: z.ZodType = z.lazy(() => z.object({ id: text }).catchall(z.union([versions, versionedObject, z.array(versionedItem)])));

const recordPackage = z.strictObject({
  ...envelope,
  records: z.array(z.strictObject({
    ocid: text,
    releases: z.array(z.strictObject({ url: uri, date: instant, tag: z.array(z.enum(RELEASE_TAGS)).min(1) })).min(1),
    compiledRelease: release,
    versionedRelease: z.object({ ocid: text }).catchall(z.union([versions, versionedObject, z.array(versionedItem)])),
  })).min(1),
});

/** What the standard does not allow in a release package; empty when it is valid. */
export function checkReleasePackage(document: unknown): string[] {
  return [...faultsOf(releasePackage, document), ...referencesOf(document, 'releases', (each) => each)];
}

/** The same for a record package. */
export function checkRecordPackage(document: unknown): string[] {
  return [...faultsOf(recordPackage, document), ...referencesOf(document, 'records', (each) => each['compiledRelease'] as Record<string, unknown>)];
}

function faultsOf(schema: z.ZodType, document: unknown): string[] {
  const { error } = schema.safeParse(document);
  return (error?.issues ?? []).map(({ path, message }) => `${path.join('.')}: ${message}`);
}

/** Items in the lists of one release are told apart by their identifiers. */
function referencesOf(document: unknown, field: string, releaseOf: (each: Record<string, unknown>) => Record<string, unknown>): string[] {
  const all = (document as Record<string, Record<string, unknown>[]>)[field] ?? [];
  return all.map(releaseOf).flatMap((each) => ['parties', 'awards', 'contracts'].flatMap((list) => {
    const ids = ((each[list] ?? []) as { id: string }[]).map(({ id }) => id);
    return new Set(ids).size === ids.length ? [] : [`${list}: an identifier stands twice`];
  }));
}
