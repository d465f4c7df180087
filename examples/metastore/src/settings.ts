import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { UserSettings } from './auth/users.js';

export interface Settings {
  readonly monitoring: {
    readonly enabled: boolean;
    /** Of the metrics page; 0 means a free one. */
    readonly port: number;
    /** A request that takes longer is logged. */
    readonly slowRequestMs: number;
  };
  /** Of the metrics page and of gRPC. */
  readonly host: string;
  readonly grpcPort: number;
  /** Holds the log of each node. */
  readonly dataDirectory: string;
  /** 0 for no limit. */
  readonly requestsPerSecond: number;
  readonly users: Readonly<Record<string, UserSettings>>;
  /** Whether they were made up for this run, so that nobody knows their passwords. */
  readonly usersAreNew: boolean;
  /** Every so manieth Range panics; 0 for none. */
  readonly panicEvery: number;
}

/** A value and where it is from. */
type Found = readonly [name: string, value: unknown];

const ENABLED = 'METASTORE_MONITORING_ENABLE_PROMETHEUS';
const OWN_PORT = 'METASTORE_MONITORING_PROMETHEUS_PORT';

/** Reads the environment, and the file that METASTORE_CONFIG names if it does. What is wrong is an error that says where. */
export function readSettings(env: NodeJS.ProcessEnv): Settings {
  const tree = env.METASTORE_CONFIG ? parse(readFileSync(env.METASTORE_CONFIG, 'utf8')) : {};
  const { server } = part(['the file', tree], ['server']);
  const { monitoring, users } = part(['server', server], ['monitoring', 'users']);
  const keys = ['enable_prometheus', 'prometheus_port', 'slow_request_threshold'];
  const file = part(['server.monitoring', monitoring], keys);
  const variable = (name: string): Found => [name, env[name] || undefined]; // an empty one is none
  const inFile = (key: string): Found => [`server.monitoring.${key}`, file[key]];
  const enabled = first(true, variable(ENABLED), inFile('enable_prometheus'));
  const port = first(9090, variable(OWN_PORT), variable('PORT'), inFile('prometheus_port'));
  return {
    monitoring: {
      enabled: toBoolean(enabled),
      port: toInteger(port, 65_535),
      slowRequestMs: toMilliseconds(first('100ms', inFile('slow_request_threshold'))),
    },
    host: env.HOST || '127.0.0.1',
    grpcPort: toInteger(first(50_051, variable('GRPC_PORT')), 65_535),
    dataDirectory: env.DATA_DIR || 'data',
    requestsPerSecond: toInteger(first(5000, variable('REQUESTS_PER_SECOND')), 1_000_000),
    users: users === undefined ? newUsers() : toUsers(users),
    usersAreNew: users === undefined,
    panicEvery: toPanicEvery(env.FAULTS),
  };
}

/** The first that is set. */
function first(fallback: unknown, ...candidates: readonly Found[]): Found {
  return candidates.find(([, value]) => value !== undefined) ?? ['default', fallback];
}

/** An object without other keys than these; an absent one is empty. */
function part([name, value]: Found, keys: readonly string[]): Readonly<Record<string, unknown>> {
  const object = value ?? {};
  const rule = `an object with ${keys.join(', ')}`;
  if (typeof object !== 'object' || Array.isArray(object)) throw wrong([name, value], rule);
  const other = Object.keys(object).find((key) => !keys.includes(key));
  if (other !== undefined) throw wrong([name, other], rule);
  return object as Readonly<Record<string, unknown>>; // as just seen
}

function toBoolean(found: Found): boolean {
  const text = String(found[1]);
  if (text === 'true' || text === 'false') return text === 'true';
  throw wrong(found, 'true or false');
}

function toInteger(found: Found, most: number): number {
  const text = String(found[1]);
  if (/^\d{1,9}$/.test(text) && Number(text) <= most) return Number(text);
  throw wrong(found, `a whole number from 0 to ${most}`);
}

function toMilliseconds(found: Found): number {
  const [, amount, unit] = /^(\d+(?:\.\d+)?)(ms|s)$/.exec(String(found[1])) ?? [];
  if (amount === undefined) throw wrong(found, 'a time such as 100ms or 1.5s');
  return Number(amount) * (unit === 's' ? 1000 : 1);
}

function toUsers(tree: unknown): Settings['users'] {
  const entries = Object.entries(tree ?? {});
  for (const [name, user] of entries) {
    const { password, role } = part([`server.users.${name}`, user], ['password', 'role']);
    const isRole = role === 'reader' || role === 'writer';
    if (typeof password === 'string' && password !== '' && isRole) continue;
    throw new Error(`server.users.${name}: expected a password, and reader or writer as role`);
  }
  return Object.fromEntries(entries) as Settings['users']; // as just seen
}

function newUsers(): Settings['users'] {
  const user = (role: UserSettings['role']) => ({ role, password: randomBytes(8).toString('hex') });
  return { reader: user('reader'), writer: user('writer') };
}

function toPanicEvery(text = ''): number {
  const [, every = '0'] = /^panic=([1-9]\d{0,8})$/.exec(text) ?? [];
  if (text === '' || every !== '0') return Number(every);
  throw wrong(['FAULTS', text], 'panic=number');
}

function wrong([name, value]: Found, rule: string): Error {
  return new Error(`${name}: expected ${rule}, got ${JSON.stringify(value)}`);
}
