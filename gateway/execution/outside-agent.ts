import { lookup as systemLookup } from 'node:dns';
import type { LookupAddress, LookupOptions } from 'node:dns';
import { isIP } from 'node:net';
import type { Socket } from 'node:net';
import { Agent, buildConnector } from 'undici';
import { isOutside } from './outside-ip.ts';
import type { OutsideRules } from './outside-url.ts';

/** The address leads into our own network; nothing was sent. */
export class AddressRefused extends Error {
  override readonly name = 'AddressRefused';
  readonly code = 'ADDRESS_REFUSED';

  constructor() {
    super('the address leads into a private network');
  }
}

export type Resolve = (hostname: string) => Promise<readonly LookupAddress[]>;

export interface OutsideAgentSettings {
  readonly rules: OutsideRules;
  /** Connections an origin; undici's own default when left out. */
  readonly connections?: number;
  /** Milliseconds to connect in; 2,000 when left out. */
  readonly connectTimeoutMs?: number;
  /** Bytes one answer may have; not bounded here when left out. */
  readonly answerLimitBytes?: number;
  /** How names become addresses; the system's way when left out. */
  readonly resolve?: Resolve;
}

/**
 * Connections to addresses other people gave us. The name is resolved once a connection, every address it gives must
 * be outside, and the connection is made to just those: a name that resolves differently a moment later changes
 * nothing. No redirect is followed; undici follows none unless it is asked to.
 */
export function createOutsideAgent(settings: OutsideAgentSettings): Agent {
  const { rules, resolve = resolveBySystem, connectTimeoutMs = 2_000 } = settings;

  async function addressesOf(hostname: string): Promise<LookupAddress[]> {
    const addresses = await resolve(hostname);
    // One inside is enough to refuse them all: which of them would be connected to is not ours to say.
    if (addresses.some(({ address }) => !isOutside(address, rules))) throw new AddressRefused();
    return [...addresses];
  }

  const connect = buildConnector({ timeout: connectTimeoutMs, lookup: lookupBy(addressesOf) } as buildConnector.BuildOptions);
  return new Agent({
    ...(settings.connections === undefined ? {} : { connections: settings.connections }),
    ...(settings.answerLimitBytes === undefined ? {} : { maxResponseSize: settings.answerLimitBytes }),
    connect(options, callback) {
      const ip = options.hostname.replace(/^\[|\]$/g, '');
      // An address in place of a name is never looked up.
      if (isIP(ip) !== 0 && !isOutside(ip, rules)) return callback(new AddressRefused(), null);
      connect(options, (...[error, socket]) => {
        if (error !== null) return callback(error, null);
        if (leadsOutside(socket, rules)) return callback(null, socket);
        socket.destroy();
        callback(new AddressRefused(), null);
      });
    },
  });
}

/** Looked at once more where it cannot be talked about any longer: on the connection itself. */
function leadsOutside({ remoteAddress }: Socket, rules: OutsideRules): boolean {
  return remoteAddress !== undefined && isOutside(remoteAddress, rules);
}

type LookupCallback = (error: NodeJS.ErrnoException | null, address: string | LookupAddress[], family?: number) => void;

/** In the shape that net.connect asks names with; the family is left to the resolver's order. */
function lookupBy(addressesOf: (hostname: string) => Promise<LookupAddress[]>) {
  return (hostname: string, options: LookupOptions, callback: LookupCallback): void => {
    addressesOf(hostname).then(
      (addresses) => {
        const [first] = addresses;
        if (first === undefined) callback(Object.assign(new Error('the name has no address'), { code: 'ENOTFOUND' }), '');
        else if (options.all === true) callback(null, addresses);
        else callback(null, first.address, first.family);
      },
      (error: NodeJS.ErrnoException) => callback(error, ''),
    );
  };
}

const resolveBySystem: Resolve = (hostname) =>
  new Promise((resolve, reject) => {
    systemLookup(hostname, { all: true, verbatim: true }, (error, addresses) => (error === null ? resolve(addresses) : reject(error)));
  });
