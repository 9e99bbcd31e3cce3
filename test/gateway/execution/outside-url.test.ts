import { describe, expect, it } from '@jest/globals';
import { refuseOutsideUrl } from '../../../gateway/execution/outside-url.ts';

const PRODUCTION = { privateNetworks: false, plainHttp: false };
const LAB = { privateNetworks: true, plainHttp: true };

describe('refuseOutsideUrl', () => {
  it.each([
    'https://insurer.example/graphql', 'https://insurer.example:443/graphql', 'https://insurer.example:8443/graphql?tenant=1',
    'https://8.8.8.8/graphql', 'https://[2606:4700::1111]/graphql',
  ])('lets %s through in production', (url) => {
    expect(refuseOutsideUrl(url, PRODUCTION)).toBeNull();
  });

  it.each([
    ['http://insurer.example/graphql', 'it is not https'],
    ['ftp://insurer.example/graphql', 'it is not https'],
    ['file:///etc/passwd', 'it is not https'],
    ['insurer.example/graphql', 'it is not a URL'],
    ['', 'it is not a URL'],
    ['https://user@insurer.example/', 'it names a user'],
    ['https://:secret@insurer.example/', 'it names a user'],
    ['https://8.8.8.8#@insurer.example/', 'it has a fragment'],
    ['https://insurer.example/#', 'it has a fragment'],
    ['https://insurer.example:22/', 'nobody serves GraphQL at port 22'],
    ['https://insurer.example:25/', 'nobody serves GraphQL at port 25'],
    ['https://insurer.example:80/', 'nobody serves GraphQL at port 80'],
    ['https://insurer.example:0/', 'nobody serves GraphQL at port 0'],
    ['https://insurer.example:6667/', 'nobody serves GraphQL at port 6667'],
    ['https://127.0.0.1/', 'it leads into a private network'],
    ['https://127.0.0.1./', 'it leads into a private network'],
    ['https://0x7f.1/', 'it leads into a private network'],
    ['https://2130706433/', 'it leads into a private network'],
    ['https://0177.0.0.1/', 'it leads into a private network'],
    ['https://１２７.0.0.1/', 'it leads into a private network'],
    ['https://[::1]/', 'it leads into a private network'],
    ['https://[::ffff:10.0.0.1]/', 'it leads into a private network'],
    ['https://169.254.169.254/latest/meta-data/', 'it leads into a private network'],
    [`https://insurer.example/${'a'.repeat(2_048)}`, 'it is longer than 2048 characters'],
  ])('refuses %.60s in production: %s', (url, reason) => {
    expect(refuseOutsideUrl(url, PRODUCTION)).toBe(reason);
  });

  it('lets one\'s own machine through in a lab, over plain HTTP, but never its metadata', () => {
    expect(refuseOutsideUrl('http://127.0.0.1:4010/graphql', LAB)).toBeNull();
    expect(refuseOutsideUrl('http://localhost:4010/graphql', LAB)).toBeNull();
    expect(refuseOutsideUrl('http://insurer.example/graphql', LAB)).toBeNull();
    expect(refuseOutsideUrl('http://169.254.169.254/', LAB)).toBe('it leads into a private network');
    expect(refuseOutsideUrl('gopher://127.0.0.1:4010/', LAB)).toBe('it is neither https nor http');
    expect(refuseOutsideUrl('http://user@127.0.0.1:4010/', LAB)).toBe('it names a user');
  });
});
