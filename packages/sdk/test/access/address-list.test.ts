import fc from 'fast-check';
import { addressList, isAddressRange } from '../../src/access/address-list.js';

test.each([
  ['10.0.0.0/8', '10.255.0.1', true],
  ['10.0.0.0/8', '11.0.0.1', false],
  ['10.0.0.7/8', '10.255.0.1', true],
  ['10.0.0.0/8', '::ffff:10.1.2.3', true],
  ['10.0.0.0/8', '::ffff:a01:203', true],
  ['10.0.0.0/8', '::ffff:11.1.2.3', false],
  ['::ffff:10.0.0.0/104', '10.1.2.3', true],
  ['::ffff:192.0.2.7', '192.0.2.7', true],
  ['192.0.2.7', '192.0.2.7', true],
  ['192.0.2.7', '192.0.2.8', false],
  ['fd00::/8', 'fd12::1', true],
  ['fd00::/8', 'fe80::1', false],
  ['fe80::/10', 'fe80::1%eth0', true],
  ['::1', '0:0:0:0:0:0:0:1', true],
  ['0.0.0.0/0', '203.0.113.9', true],
  ['0.0.0.0/0', 'fd00::1', false],
  ['::/0', 'fd00::1', true],
  ['::/0', 'nonsense', false],
])('of %s is %s: %s', (range, address, isIn) => {
  expect(addressList(['198.51.100.1', range])(address)).toBe(isIn);
});

test.each([
  '',
  '10.0.0',
  '10.0.0.0/33',
  '10.0.0.0/',
  '10.0.0.0/-1',
  '10.0.0.0/8/8',
  '::1/129',
  'localhost',
  'fe80::1%eth0',
  ' 10.0.0.1',
])('%p is no range', (text) => {
  expect(isAddressRange(text)).toBe(false);
});

test('what is taken for a range can be one', () => {
  const address = fc.oneof(fc.ipV4(), fc.ipV6());
  fc.assert(
    fc.property(address, fc.integer({ min: 0, max: 130 }), (text, bits) => {
      const range = `${text}/${bits}`;
      if (isAddressRange(range)) expect(addressList([range])(text)).toBe(true);
      expect(addressList([text])(text)).toBe(isAddressRange(text));
    }),
  );
});
