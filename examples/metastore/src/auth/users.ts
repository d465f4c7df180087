import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { type Metadata, status } from '@grpc/grpc-js';
import type { AuthMetrics } from '@meterkit/meters/storage';
import { StatusError } from '../grpc/status-error.js';

const hash = promisify<string, Buffer, number, Buffer>(scrypt);
const TOKEN_LIFE_MS = 3_600_000;

export interface UserSettings {
  readonly password: string;
  /** Reading needs no role. */
  readonly role: 'reader' | 'writer';
}

interface User extends Pick<UserSettings, 'role'> {
  readonly hash: Promise<Buffer>;
}

interface Session extends Pick<UserSettings, 'role'> {
  readonly expiresMs: number;
}

/** Who may write. Passwords are kept as hashes; tokens live for an hour and in this process only. */
export class Users {
  readonly #metrics: AuthMetrics;
  readonly #now: () => number;
  readonly #salt = randomBytes(16);
  readonly #users: ReadonlyMap<string, User>;
  readonly #sessions = new Map<string, Session>();

  constructor(
    users: Readonly<Record<string, UserSettings>>,
    metrics: AuthMetrics,
    now: () => number = () => performance.now(),
  ) {
    this.#metrics = metrics;
    this.#now = now;
    const hashed = ({ password, role }: UserSettings) => ({ role, hash: this.#hash(password) });
    this.#users = new Map(Object.entries(users).map(([name, user]) => [name, hashed(user)]));
  }

  /** Resolves to a token. */
  async authenticate(name: string, password: string): Promise<string> {
    const given = await this.#hash(password); // for an unknown name too, which must take as long
    const user = this.#users.get(name);
    const isRight = user !== undefined && timingSafeEqual(await user.hash, given);
    this.#metrics.recordAuthentication({ status: isRight ? 'success' : 'failure' });
    if (!isRight) throw new StatusError(status.UNAUTHENTICATED, 'wrong name or password');
    return this.#openSession(user.role);
  }

  /** Throws for who may not write. */
  authorizeWrite(metadata: Metadata): void {
    const [, token = ''] = /^Bearer (\w+)$/.exec(String(metadata.get('authorization')[0])) ?? [];
    const session = this.#sessions.get(token);
    const isKnown = session !== undefined && session.expiresMs > this.#now();
    const isAllowed = isKnown && session.role === 'writer';
    this.#metrics.recordAuthorization({ status: isAllowed ? 'allowed' : 'denied' });
    if (!isKnown) throw new StatusError(status.UNAUTHENTICATED, 'a write needs a valid token');
    if (!isAllowed) throw new StatusError(status.PERMISSION_DENIED, 'a write needs a writer');
  }

  #openSession(role: UserSettings['role']): string {
    const nowMs = this.#now();
    for (const [token, { expiresMs }] of this.#sessions)
      if (expiresMs <= nowMs) this.#sessions.delete(token);
    const token = randomBytes(16).toString('hex');
    this.#sessions.set(token, { role, expiresMs: nowMs + TOKEN_LIFE_MS });
    return token;
  }

  #hash(password: string): Promise<Buffer> {
    return hash(password, this.#salt, 32);
  }
}
