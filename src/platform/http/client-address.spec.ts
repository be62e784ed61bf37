import { describe, expect, it } from '@jest/globals';
import { canonicalAddress, clientAddressOf, networkOf, trustProxies } from './client-address.js';

describe('canonicalAddress', () => {
  it.each([
    ['192.0.2.1', '192.0.2.1'],
    [' 192.0.2.1 ', '192.0.2.1'],
    ['192.0.2.1:4711', '192.0.2.1'],
    ['::ffff:192.0.2.1', '192.0.2.1'],
    ['::FFFF:c000:0201', '192.0.2.1'],
    ['[::ffff:192.0.2.1]:4711', '192.0.2.1'],
    ['2001:DB8:0:0:0:0:0:1', '2001:db8::1'],
    ['2001:0db8::0001', '2001:db8::1'],
    ['[2001:db8::1]', '2001:db8::1'],
    ['[2001:db8::1]:4711', '2001:db8::1'],
    ['fe80::1%eth0', 'fe80::1'],
    ['[fe80::1%25eth0]:80', 'fe80::1'],
  ])('should know %s as %s', (spelling, address) => {
    expect(canonicalAddress(spelling)).toBe(address);
  });

  it.each(['', 'unknown', '_hidden', 'kontor.example', '192.0.2', '010.0.0.1', '0x7f.1', '[]:1'])(
    'should not take "%s" for an address',
    (text) => {
      expect(canonicalAddress(text)).toBeUndefined();
    },
  );
});

describe('clientAddressOf', () => {
  it('should be the last one on the way, and the proxy where that is none', () => {
    expect(clientAddressOf({ ip: '::ffff:192.0.2.1' })).toBe('192.0.2.1');
    expect(clientAddressOf({ ip: '', ips: ['127.0.0.1', '192.0.2.9:80'] })).toBe('192.0.2.9');
    expect(clientAddressOf({ ip: '', ips: ['127.0.0.1', 'unknown'] })).toBe('127.0.0.1');
  });
});

describe('trustProxies', () => {
  it('should know a proxy in every spelling, and nobody else', () => {
    const trusts = trustProxies(['loopback', '10.0.0.0/8']);
    if (trusts === false) throw new Error('nobody is trusted');
    for (const proxy of ['127.0.0.1', '::ffff:10.1.2.3', '10.1.2.3:80', '[::1]:80'])
      expect(trusts(proxy, 1)).toBe(true);
    for (const other of ['192.0.2.1', '11.0.0.1', 'localhost', ''])
      expect(trusts(other, 1)).toBe(false);
    expect(trustProxies(false)).toBe(false);
  });
});

describe('networkOf', () => {
  it('should be one address of IPv4 and 64 bits of IPv6', () => {
    expect(networkOf('192.0.2.77')).toBe('192.0.2.77/32');
    expect(networkOf('2001:db8:1:2:aaaa::1')).toBe('2001:db8:1:2::/64');
    expect(networkOf('2001:DB8:1:2::ffff')).toBe(networkOf('2001:db8:1:2:aaaa::1'));
  });

  it('should be as wide as asked', () => {
    const wide = { v4: 24, v6: 44 };
    expect(networkOf('192.0.2.77', wide)).toBe('192.0.2.0/24');
    expect(networkOf('2001:db8:12f:2::1', wide)).toBe('2001:db8:120::/44');
    expect(networkOf('nowhere', wide)).toBe('nowhere');
  });
});
