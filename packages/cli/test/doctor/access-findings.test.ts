import { accessFindings } from '../../src/doctor/access-findings.js';
import { targetOf } from '../../src/target/target.js';

const user = { user: 'a:b' };

it.each([
  ['http://localhost:9464', {}, []],
  ['http://127.1.2.3:9464', user, []],
  ['http://[::1]:9464', user, []],
  ['unix:/run/shop.sock', user, []],
  ['http://10.0.0.5:9464', {}, ['open']],
  ['https://shop.example', {}, ['open']],
  ['https://shop.example', user, []],
  ['http://shop.example', user, ['credentials-in-clear']],
  ['http://a:b@shop.example', {}, ['credentials-in-url', 'credentials-in-clear']],
])('%s with %j: %j', (address, values, rules) => {
  const findings = accessFindings({ target: targetOf(address, values), anonymous: undefined });
  expect(findings.map(({ rule }) => rule)).toEqual(rules);
});
