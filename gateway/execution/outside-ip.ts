import { BlockList, isIPv4, isIPv6 } from 'node:net';

/** Networks a machine may share with ours. They may be allowed where everything runs on one machine or in one lab. */
const PRIVATE_V4 = ['10.0.0.0/8', '127.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'];
const PRIVATE_V6 = ['::1/128', 'fc00::/7'];

/** Never an insurer's, anywhere: the machine's own metadata, shared carrier space, tests, multicast, the future. */
const NEVER_V4 = [
  '0.0.0.0/8', '100.64.0.0/10', '169.254.0.0/16', '192.0.0.0/24', '192.0.2.0/24', '192.88.99.0/24', '198.18.0.0/15',
  '198.51.100.0/24', '203.0.113.0/24', '224.0.0.0/4', '240.0.0.0/4',
  // A public-looking address under which one cloud answers its machines about themselves.
  '168.63.129.16/32',
];

/** All of IPv6 that is routed on the internet. IPv4 that is mapped into IPv6 or translated lies outside of it. */
const GLOBAL_V6 = ['2000::/3'];

/** Within that, what leads elsewhere all the same: tunnels that carry an IPv4 address, tests. */
const NEVER_V6 = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20'];

/** Metadata services that have an address in the private space of IPv6. */
const METADATA_V6 = ['fd00:ec2::/32', 'fd20:ce::/32'];

const privateNetworks = networks(PRIVATE_V4, PRIVATE_V6);
const never = networks(NEVER_V4, [...NEVER_V6, ...METADATA_V6]);
const globalV6 = networks([], GLOBAL_V6);
const mapped = networks([], ['::ffff:0:0/96']);

/**
 * True when a connection to this IP address stays on the internet. With `privateNetworks`, loopback and private
 * networks will do as well; metadata services, link-local addresses and those of nobody in particular never do.
 */
export function isOutside(ip: string, allow: { readonly privateNetworks: boolean }): boolean {
  if (isIPv4(ip)) return !never.check(ip, 'ipv4') && (allow.privateNetworks || !privateNetworks.check(ip, 'ipv4'));
  // A zone names an interface of this very machine, and nobody has a reason to write IPv4 as IPv6.
  if (!isIPv6(ip) || ip.includes('%') || mapped.check(ip, 'ipv6') || never.check(ip, 'ipv6')) return false;
  return globalV6.check(ip, 'ipv6') || (allow.privateNetworks && privateNetworks.check(ip, 'ipv6'));
}

function networks(v4: readonly string[], v6: readonly string[]): BlockList {
  const list = new BlockList();
  for (const [family, each] of [['ipv4', v4], ['ipv6', v6]] as const) {
    for (const network of each) {
      const [address = '', bits] = network.split('/');
      list.addSubnet(address, Number(bits), family);
    }
  }
  return list;
}
