import { writeFile } from 'node:fs/promises';
import { readSettings } from '../src/settings.js';
import { makeWorkspace, type Workspace } from './workspace.js';

let workspace: Workspace;

beforeAll(async () => {
  workspace = await makeWorkspace();
});
afterAll(() => workspace.remove());

async function fromFile(text: string, env: NodeJS.ProcessEnv = {}) {
  const path = workspace.path('config.yaml');
  await writeFile(path, text);
  return readSettings({ METASTORE_CONFIG: path, ...env });
}

test('nothing has to be set', () => {
  expect(readSettings({})).toMatchObject({
    monitoring: { enabled: true, port: 9090, slowRequestMs: 100 },
    host: '127.0.0.1',
    grpcPort: 50_051,
    requestsPerSecond: 5000,
    usersAreNew: true,
    users: { reader: { role: 'reader' }, writer: { role: 'writer' } },
    panicEvery: 0,
  });
});

test('the file is read', async () => {
  const monitoring =
    '{enable_prometheus: false, prometheus_port: 9100, slow_request_threshold: 1.5s}';
  const users = '{ann: {password: secret, role: writer}}';
  const settings = await fromFile(`server: {monitoring: ${monitoring}, users: ${users}}`);
  expect(settings).toMatchObject({
    monitoring: { enabled: false, port: 9100, slowRequestMs: 1500 },
    users: { ann: { password: 'secret', role: 'writer' } },
    usersAreNew: false,
  });
});

test.each([
  [{ METASTORE_MONITORING_ENABLE_PROMETHEUS: 'false' }, { enabled: false, port: 9100 }],
  [{ METASTORE_MONITORING_PROMETHEUS_PORT: '0' }, { enabled: true, port: 0 }],
  [{ PORT: '7' }, { port: 7 }],
  [{ PORT: '7', METASTORE_MONITORING_PROMETHEUS_PORT: '8' }, { port: 8 }],
  [{ METASTORE_MONITORING_PROMETHEUS_PORT: '' }, { port: 9100 }],
])('%j goes before the file', async (env, expected) => {
  const text = 'server: {monitoring: {enable_prometheus: true, prometheus_port: 9100}}';
  expect((await fromFile(text, env)).monitoring).toMatchObject(expected);
});

test.each([
  ['PORT', '65536', 'a whole number from 0 to 65535'],
  ['METASTORE_MONITORING_PROMETHEUS_PORT', '9x', 'a whole number from 0 to 65535'],
  ['METASTORE_MONITORING_ENABLE_PROMETHEUS', 'yes', 'true or false'],
  ['GRPC_PORT', '-1', 'a whole number from 0 to 65535'],
  ['REQUESTS_PER_SECOND', '1.5', 'a whole number from 0 to 1000000'],
  ['FAULTS', 'panic=0', 'panic=number'],
])('%s=%s is an error that names it', (name, value, rule) => {
  expect(() => readSettings({ [name]: value })).toThrow(
    new Error(`${name}: expected ${rule}, got "${value}"`),
  );
});

test.each([
  ['servers: {}', 'the file: expected an object with server, got "servers"'],
  ['server: 9', 'server: expected an object with monitoring, users, got 9'],
  [
    'server: {monitoring: {port: 1}}',
    'server.monitoring: expected an object with enable_prometheus, prometheus_port, slow_request_threshold, got "port"',
  ],
  [
    'server: {monitoring: {slow_request_threshold: 100}}',
    'server.monitoring.slow_request_threshold: expected a time such as 100ms or 1.5s, got 100',
  ],
  [
    'server: {users: {ann: {role: writer}}}',
    'server.users.ann: expected a password, and reader or writer as role',
  ],
])('the file with %s is an error that says where', async (text, message) => {
  await expect(fromFile(text)).rejects.toThrow(new Error(message));
});
