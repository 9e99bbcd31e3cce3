import { isIP } from 'node:net';
import { isOutside } from './outside-ip.ts';

/** How far an address somebody else gave us may lead. */
export interface OutsideRules {
  /** True on one machine or in one lab: loopback and private networks will do. */
  readonly privateNetworks: boolean;
  /** False in production. */
  readonly plainHttp: boolean;
}

const LONGEST_URL = 2_048;

/** Ports at or above 1024 that browsers refuse too, because other protocols listen there and may be fooled by HTTP. */
const PORTS_OF_OTHERS = new Set([
  1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080,
]);

/**
 * Why an address somebody else gave us may not be called, as far as its text tells; null when it may. What its name
 * resolves to is checked where the connection is made, each time it is made (outside-agent.ts).
 */
export function refuseOutsideUrl(text: string, rules: OutsideRules): string | null {
  if (text.length > LONGEST_URL) return `it is longer than ${LONGEST_URL} characters`;
  if (!URL.canParse(text)) return 'it is not a URL';
  const url = new URL(text);
  if (url.protocol !== 'https:' && !(rules.plainHttp && url.protocol === 'http:')) return rules.plainHttp ? 'it is neither https nor http' : 'it is not https';
  if (url.username !== '' || url.password !== '') return 'it names a user';
  if (text.includes('#')) return 'it has a fragment';
  return refusePort(url, rules) ?? refuseLiteral(url.hostname, rules);
}

function refusePort({ port }: URL, { plainHttp }: OutsideRules): string | null {
  const number = Number(port);
  if (port === '' || number === 443 || (plainHttp && number === 80)) return null;
  return number < 1024 || PORTS_OF_OTHERS.has(number) ? `nobody serves GraphQL at port ${number}` : null;
}

/** The parser has written every spelling of an IPv4 address (0x7f.1, 2130706433) as the one with dots. */
function refuseLiteral(hostname: string, rules: OutsideRules): string | null {
  const ip = hostname.replace(/^\[|\]$/g, '');
  return isIP(ip) !== 0 && !isOutside(ip, rules) ? 'it leads into a private network' : null;
}
