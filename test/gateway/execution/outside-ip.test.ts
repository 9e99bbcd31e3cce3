import { describe, expect, it } from '@jest/globals';
import { isOutside } from '../../../gateway/execution/outside-ip.ts';

const STRICT = { privateNetworks: false };
const LAB = { privateNetworks: true };

describe('isOutside', () => {
  it.each([
    '8.8.8.8', '1.1.1.1', '9.255.255.255', '11.0.0.0', '172.15.255.255', '172.32.0.0', '192.167.255.255', '192.169.0.0', '100.63.255.255',
    '100.128.0.0', '169.253.255.255', '223.255.255.255', '2001:4860:4860::8888', '2a00:1450::1', '2606:4700::1111',
  ])('%s is on the internet', (ip) => {
    expect(isOutside(ip, STRICT)).toBe(true);
    expect(isOutside(ip, LAB)).toBe(true);
  });

  it.each(['10.0.0.0', '10.255.255.255', '127.0.0.1', '127.255.255.254', '172.16.0.1', '172.31.255.255', '192.168.1.1', '::1', 'fc00::1', 'fdff::1'])(
    '%s is a private network: for a lab alone', (ip) => {
      expect(isOutside(ip, STRICT)).toBe(false);
      expect(isOutside(ip, LAB)).toBe(true);
    },
  );

  it.each([
    ['nobody', '0.0.0.0'], ['nobody in particular', '0.1.2.3'], ['carrier-grade NAT', '100.64.0.1'], ['its far end', '100.127.255.255'],
    ['metadata of a cloud in that space', '100.100.100.200'], ['link-local', '169.254.0.1'], ['metadata', '169.254.169.254'],
    ['protocol assignments', '192.0.0.192'], ['documentation', '192.0.2.1'], ['documentation', '198.51.100.7'], ['documentation', '203.0.113.7'],
    ['benchmarks', '198.18.0.1'], ['6to4 relays', '192.88.99.1'], ['multicast', '224.0.0.1'], ['the future', '240.0.0.1'],
    ['broadcast', '255.255.255.255'], ['a cloud\'s wire server', '168.63.129.16'],
    ['no address of IPv6', '::'], ['link-local', 'fe80::1'], ['link-local with its interface', 'fe80::1%eth0'], ['site-local', 'fec0::1'],
    ['multicast', 'ff02::1'], ['metadata', 'fd00:ec2::254'], ['metadata', 'fd20:ce::254'], ['documentation', '2001:db8::1'], ['documentation', '3fff::1'],
    ['Teredo', '2001::1'], ['6to4 of 10.0.0.1', '2002:a00:1::1'], ['NAT64 of 10.0.0.1', '64:ff9b::a00:1'], ['local NAT64', '64:ff9b:1::a00:1'],
    ['discard', '100::1'],
    ['mapped loopback', '::ffff:127.0.0.1'], ['mapped loopback, in hexadecimal', '::ffff:7f00:1'], ['mapped 8.8.8.8', '::ffff:8.8.8.8'],
    ['mapped metadata', '::ffff:a9fe:a9fe'], ['IPv4-compatible', '::10.0.0.1'], ['loopback with an interface', '::1%lo'],
    ['no address at all', 'localhost'], ['nothing', ''], ['an octal spelling', '0177.0.0.1'],
  ])('%s (%s) is nobody\'s outside', (_what, ip) => {
    expect(isOutside(ip, STRICT)).toBe(false);
    expect(isOutside(ip, LAB)).toBe(false);
  });
});
