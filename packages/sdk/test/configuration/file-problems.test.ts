import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { resolveConfiguration } from '../../src/configuration/resolve-configuration.js';
import { HASH_OF_FIRST } from '../access/hashes.js';
import { createAuthority } from '../certificates.js';
import { removeFolders, temporaryFolder } from '../temporary-folder.js';
import { errorOf } from './resolve-all.js';

afterAll(removeFolders);

const authority = createAuthority('Meterkit test');
const { cert, key } = authority.certify('server');
const folder = temporaryFolder();

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const good = {
  users: file('users', `prometheus:${HASH_OF_FIRST}\n`),
  tokens: file('tokens', 'token-1\n'),
  cert: file('cert', cert),
  key: file('key', key),
  ca: file('ca', authority.cert),
};
const bad = file('bad', 'hunter2:hunter2 hunter2\n');
const otherKey = file('otherKey', authority.certify('other').key);
const none = join(folder, 'none');

test('files that can be used are no problem, whichever source names them', () => {
  const env = { METERKIT_ACCESS_USERS_FILE: good.users, METERKIT_TLS_KEY_FILE: good.key };
  const code = {
    access: { tokenFile: good.tokens },
    tls: { certFile: good.cert, clientCaFile: good.ca },
  };
  const { configuration } = resolveConfiguration(code, { env });
  expect(configuration.tls).toEqual({
    certFile: good.cert,
    keyFile: good.key,
    clientCaFile: good.ca,
  });
});

test('all files that cannot be used are told of together, without what is in them', () => {
  const env = { METERKIT_ACCESS_USERS_FILE: bad };
  const code = {
    access: { tokenFile: bad },
    tls: { certFile: bad, keyFile: bad, clientCaFile: none },
  };
  const { message } = errorOf(() => resolveConfiguration(code, { env }));
  const lines = message.split('\n  ').slice(1);
  expect(lines.map((line) => line.replace(/; .*/, ''))).toEqual([
    `access.usersFile: expected a file of lines name:hash, got "${bad}" (from env METERKIT_ACCESS_USERS_FILE)`,
    `access.tokenFile: expected a file of tokens, got "${bad}" (from code)`,
    `tls.certFile: expected a certificate in PEM, got "${bad}" (from code)`,
    `tls.keyFile: expected a key in PEM without password, got "${bad}" (from code)`,
    `tls.clientCaFile: expected certificates in PEM, got "${none}" (from code)`,
  ]);
  expect(lines[0]).toMatch(/; line 1 has no hash as hashPassword\(\) makes it$/);
  expect(lines[4]).toMatch(/; ENOENT$/);
  expect(message).not.toContain('hunter2');
});

test('a key that is not that of the certificate is told of', () => {
  const tls = { certFile: good.cert, keyFile: otherKey };
  const { problems } = errorOf(() => resolveConfiguration({ tls }, { env: {} }));
  expect(problems).toMatchObject([
    { option: 'tls.keyFile', rule: 'expected the key of tls.certFile', origin: 'code' },
  ]);
});

test.each([{ OTEL_SDK_DISABLED: 'true' }, { OTEL_METRICS_EXPORTER: 'none' }])(
  'with %j no file has to be there',
  (env) => {
    const { configuration } = resolveConfiguration({ access: { usersFile: none } }, { env });
    expect(configuration.access.usersFile).toBe(none);
  },
);
