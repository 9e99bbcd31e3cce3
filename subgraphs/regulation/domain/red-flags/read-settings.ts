import { SettingsUnreadable, readIni } from './ini.ts';
import { ALL_ENABLED, NOTHING_ENABLED } from './settings.ts';
import type { RedFlagSettings } from './settings.ts';

type Properties = ReadonlyMap<string, string>;

/** What may stand in a file, by section. Cardinal's own file also sets up its other command, and one more indicator. */
const KNOWN = new Map<string, readonly string[] | 'any'>([
  ['', ['currency', 'no_price_comparison_procurement_methods', 'price_comparison_procurement_methods']],
  ['output', ['info_currency_mismatches']],
  ['exclusions', ['procurement_method_details']],
  ['R003', ['threshold', 'procurement_methods']],
  ['R003.procurement_method_details', 'any'],
  ['R018', ['procurement_methods']],
  ['R024', ['threshold']],
  ['R025', ['percentile', 'threshold']],
  ['R028', []],
  ['R030', []],
  ['R035', ['threshold']],
  ['R036', []],
  ['R038', ['threshold', 'minimum_submitted_bids', 'minimum_contracting_processes']],
  ['R048', ['digits', 'threshold', 'minimum_contracting_processes']],
  ['R058', ['threshold']],
  ['defaults', 'any'], ['redactions', 'any'], ['corrections', 'any'], ['modifications', 'any'],
  ['codelists.bid_status', 'any'], ['codelists.award_status', 'any'],
]);

export interface ReadSettings {
  readonly settings: RedFlagSettings;
  /** Sentences about what the file asks for and does not get. */
  readonly notes: readonly string[];
}

/**
 * Reads a settings file of Cardinal: an indicator runs when its section is there, and what its section leaves out is at its
 * default. A number may be followed by a comment.
 * @throws SettingsUnreadable for an unknown section or property, or a value of the wrong kind.
 */
export function readSettings(text: string): ReadSettings {
  const sections = readIni(text);
  const notes: string[] = [];
  for (const [name, properties] of sections) {
    const known = KNOWN.get(name);
    if (known === undefined) throw new SettingsUnreadable(`unknown section [${name}]`);
    for (const property of properties.keys()) {
      if (known !== 'any' && !known.includes(property)) throw new SettingsUnreadable(`unknown property ${property} in [${name}]`);
    }
  }
  if (sections.has('R048')) notes.push('R048 (heterogeneous supplier) is not among the ten indicators and is not computed');
  const top = sections.get('') as Properties;
  if (top.has('price_comparison_procurement_methods') && top.has('no_price_comparison_procurement_methods')) {
    notes.push('no_price_comparison_procurement_methods has no effect beside price_comparison_procurement_methods');
  }
  const ifThere = <Value>(code: string, read: (properties: Properties) => Value): Value | null => {
    // A section of its details alone also turns R003 on.
    const properties = sections.get(code) ?? (code === 'R003' && sections.has(DETAILS_OF_R003) ? new Map<string, string>() : undefined);
    return properties === undefined ? null : read(properties);
  };
  const settings: RedFlagSettings = {
    ...NOTHING_ENABLED,
    currency: top.get('currency') ?? null,
    quietAboutCurrencies: truth(sections.get('output')?.get('info_currency_mismatches')),
    noPriceComparison: list(top.get('no_price_comparison_procurement_methods')),
    priceComparison: list(top.get('price_comparison_procurement_methods')),
    excludedDetails: list(sections.get('exclusions')?.get('procurement_method_details')),
    R003: ifThere('R003', (properties) => ({
      threshold: number(properties, 'threshold', WHOLE) ?? DEFAULTS.R003.threshold,
      methods: list(properties.get('procurement_methods')),
      byDetails: numbersOf(sections.get(DETAILS_OF_R003)),
    })),
    R018: ifThere('R018', (properties) => ({ methods: properties.has('procurement_methods') ? list(properties.get('procurement_methods')) : DEFAULTS.R018.methods })),
    R024: ifThere('R024', fence),
    R025: ifThere('R025', (properties) => ({ percentile: number(properties, 'percentile', NATURAL) ?? DEFAULTS.R025.percentile, ...fence(properties) })),
    R028: ifThere('R028', () => ({})),
    R030: ifThere('R030', () => ({})),
    // Under one nobody was disqualified, and every process with one bidder would be flagged.
    R035: ifThere('R035', (properties) => ({ threshold: Math.max(number(properties, 'threshold', NATURAL) ?? 1, 1) })),
    R036: ifThere('R036', () => ({})),
    R038: ifThere('R038', (properties) => ({
      ...fence(properties),
      minimumBids: number(properties, 'minimum_submitted_bids', NATURAL) ?? DEFAULTS.R038.minimumBids,
      minimumBidsOfBuyer: number(properties, 'minimum_contracting_processes', NATURAL) ?? DEFAULTS.R038.minimumBidsOfBuyer,
    })),
    R058: ifThere('R058', fence),
  };
  return { settings, notes };
}

const DETAILS_OF_R003 = 'R003.procurement_method_details';

const DEFAULTS = {
  R003: ALL_ENABLED.R003 as NonNullable<RedFlagSettings['R003']>,
  R018: ALL_ENABLED.R018 as NonNullable<RedFlagSettings['R018']>,
  R025: ALL_ENABLED.R025 as NonNullable<RedFlagSettings['R025']>,
  R038: ALL_ENABLED.R038 as NonNullable<RedFlagSettings['R038']>,
};

interface Kind {
  readonly shape: RegExp;
  readonly what: string;
}

const WHOLE: Kind = { shape: /^[+-]?\d+$/, what: 'a whole number' };
const NATURAL: Kind = { shape: /^\+?\d+$/, what: 'a natural number' };
const DECIMAL: Kind = { shape: /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i, what: 'a decimal' };

function fence(properties: Properties): { readonly threshold: number | null } {
  return { threshold: number(properties, 'threshold', DECIMAL) };
}

function number(properties: Properties, name: string, { shape, what }: Kind): number | null {
  const text = properties.get(name)?.replace(/\s+[;#].*$/, '');
  if (text === undefined) return null;
  if (!shape.test(text)) throw new SettingsUnreadable(`${name} = ${text} is not ${what}`);
  return Number(text);
}

function numbersOf(properties: Properties | undefined): ReadonlyMap<string, number> {
  return new Map([...(properties ?? new Map<string, string>())].map(([name]) => [name, number(properties as Properties, name, WHOLE) as number]));
}

function list(text: string | undefined): ReadonlySet<string> {
  if (text === undefined || text === '') return new Set();
  const parts = text.split('|');
  // A bar at the end closes the last item and begins no other.
  return new Set(parts.at(-1) === '' ? parts.slice(0, -1) : parts);
}

function truth(text: string | undefined): boolean {
  if (text === undefined) return false;
  const [yes, no] = [['true', 'yes', 'on', '1'], ['false', 'no', 'off', '0']];
  const plain = text.toLowerCase();
  if (yes.includes(plain)) return true;
  if (no.includes(plain)) return false;
  throw new SettingsUnreadable(`info_currency_mismatches = ${text} is not true or false`);
}
