import { Metadata, status } from '@grpc/grpc-js';
import { createStore, type Store } from '@meterkit/instruments';
import { AuthMetrics } from '@meterkit/meters/storage';
import { Users } from '../../src/auth/users.js';
import { samplesIn } from '../samples.js';

let store: Store;
let users: Users;

const tokenOf = async (name: string, password: string) =>
  (await users.authenticate({ name, password })).token;

beforeEach(() => {
  jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate'] });
  store = createStore();
  users = new Users(
    { rita: { password: 'reads', role: 'reader' }, will: { password: 'writes', role: 'writer' } },
    new AuthMetrics({ store }),
  );
});

afterEach(() => jest.useRealTimers());

function bearing(header: string): Metadata {
  const metadata = new Metadata();
  metadata.set('authorization', header);
  return metadata;
}

test('a writer may write until the token is an hour old', async () => {
  const metadata = bearing(`Bearer ${await tokenOf('will', 'writes')}`);
  users.authorizeWrite(metadata);
  jest.advanceTimersByTime(3_599_999);
  users.authorizeWrite(metadata);
  jest.advanceTimersByTime(1);
  expect(() => users.authorizeWrite(metadata)).toThrow(
    expect.objectContaining({ code: status.UNAUTHENTICATED }),
  );
  expect(samplesIn(store)).toEqual({
    'auth_authentication_total{status="success"}': 1,
    'auth_authorization_total{status="allowed"}': 2,
    'auth_authorization_total{status="denied"}': 1,
  });
});

test('a reader may not write', async () => {
  const metadata = bearing(`Bearer ${await tokenOf('rita', 'reads')}`);
  expect(() => users.authorizeWrite(metadata)).toThrow(
    expect.objectContaining({ code: status.PERMISSION_DENIED }),
  );
  expect(samplesIn(store)).toMatchObject({ 'auth_authorization_total{status="denied"}': 1 });
});

test.each([
  ['will', 'reads'],
  ['will', ''],
  ['nobody', 'writes'],
  ['constructor', 'writes'],
])('%s with the password "%s" is not let in', async (name, password) => {
  await expect(tokenOf(name, password)).rejects.toMatchObject({
    code: status.UNAUTHENTICATED,
    message: 'wrong name or password',
  });
  expect(samplesIn(store)).toEqual({ 'auth_authentication_total{status="failure"}': 1 });
});

test.each(['', 'Bearer 00', 'Basic d2lsbDp3cml0ZXM='])('"%s" is no token', (header) => {
  expect(() => users.authorizeWrite(bearing(header))).toThrow(
    expect.objectContaining({ code: status.UNAUTHENTICATED }),
  );
});
