import { Metadata, status } from '@grpc/grpc-js';
import { createStore, type Store } from '@meterkit/instruments';
import { AuthMetrics } from '@meterkit/meters/storage';
import { createUsers } from '../../src/auth/users.js';
import { samplesIn } from '../samples.js';

let store: Store;
let users: ReturnType<typeof createUsers>;

const tokenOf = (name: string, password: string) => users.authenticate({ name, password }).token;

beforeEach(() => {
  jest.useFakeTimers();
  store = createStore();
  users = createUsers(
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

test('a writer may write until the token is an hour old', () => {
  const metadata = bearing(`bearer ${tokenOf('will', 'writes')}`); // in whatever case (RFC 9110, 11.1)
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

test('a reader may not write', () => {
  const metadata = bearing(`Bearer ${tokenOf('rita', 'reads')}`);
  expect(() => users.authorizeWrite(metadata)).toThrow(
    expect.objectContaining({ code: status.PERMISSION_DENIED }),
  );
  expect(samplesIn(store)).toMatchObject({ 'auth_authorization_total{status="denied"}': 1 });
});

test.each([
  ['will', 'reads'],
  ['will', ''],
  ['nobody', 'writes'],
  ['nobody', ''],
  ['constructor', 'writes'],
])('%s with the password "%s" is not let in', (name, password) => {
  expect(() => tokenOf(name, password)).toThrow(
    expect.objectContaining({
      code: status.UNAUTHENTICATED,
      message: 'wrong name or password',
    }),
  );
  expect(samplesIn(store)).toEqual({ 'auth_authentication_total{status="failure"}': 1 });
});

test.each(['', 'Bearer 00', 'Bearer', 'TOKEN', 'Basic TOKEN'])('"%s" does not let in', (text) => {
  const header = text.replace('TOKEN', tokenOf('will', 'writes'));
  expect(() => users.authorizeWrite(bearing(header))).toThrow(
    expect.objectContaining({ code: status.UNAUTHENTICATED }),
  );
});
