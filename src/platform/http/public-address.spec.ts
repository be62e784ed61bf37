import { describe, expect, it } from '@jest/globals';
import { isPublicAddress } from './public-address.js';

describe('an address on the public internet', () => {
  it.each(['93.184.215.14', '8.8.8.8', '2606:2800:21f:cb07:6820:80da:af6b:8b2c'])(
    'should be %s',
    (address) => expect(isPublicAddress(address)).toBe(true),
  );

  it.each([
    ...['127.0.0.1', '127.255.0.1', '0.0.0.0', '10.0.0.1', '172.16.0.1', '192.168.0.1'],
    ...['169.254.169.254', '100.100.100.200', '168.63.129.16', '192.0.0.192', '255.255.255.255'],
    ...['224.0.0.1', '198.18.0.1', '203.0.113.1'],
    ...['::', '::1', '::7f00:1', '::ffff:10.0.0.1', '::ffff:7f00:1', 'fe80::1', 'fe80::1%eth0'],
    ...['fd00:ec2::254', 'fc00::1', 'ff02::1', '64:ff9b::7f00:1', '64:ff9b:1::1', '2002:7f00:1::'],
    ...['2001:db8::1', '2001::1', 'fec0::1', '100::1', 'not an address', ''],
  ])('should not be %s', (address) => expect(isPublicAddress(address)).toBe(false));
});
