import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { type Metadata, status } from '@grpc/grpc-js';
import type { AuthMetrics } from '@meterkit/meters/storage';
import type { Credentials, Token } from '../grpc/protocol.js';
import { StatusError } from '../grpc/status-error.js';

const hash = promisify<string, Buffer, number, Buffer>(scrypt);
const TOKEN_LIFE_MS = 3_600_000;

export interface UserSettings {
  readonly password: string;
  /** Reading needs no role. */
  readonly role: 'reader' | 'writer';
}

/** Who may write. Passwords are kept as hashes; tokens live for an hour and in this process only. */
export class Users {
  readonly #metrics: AuthMetrics;
  readonly #salt = randomBytes(16);
  readonly #users = new Map<string, { role: UserSettings['role']; hash: Promise<Buffer> }>();
  /** By the header that clients send. */
  readonly #roles = new Map<string, UserSettings['role']>();

  constructor(users: Readonly<Record<string, UserSettings>>, metrics: AuthMetrics) {
    this.#metrics = metrics;
    for (const [name, { password, role }] of Object.entries(users))
      this.#users.set(name, { role, hash: hash(password, this.#salt, 32) });
  }

  async authenticate({ name, password }: Credentials): Promise<Token> {
    const given = await hash(password, this.#salt, 32); // for an unknown name too, which must take as long
    const user = this.#users.get(name);
    const isRight = user !== undefined && timingSafeEqual(await user.hash, given);
    this.#metrics.recordAuthentication({ status: isRight ? 'success' : 'failure' });
    if (!isRight) throw new StatusError(status.UNAUTHENTICATED, 'wrong name or password');
    const token = randomBytes(16).toString('hex');
    const header = `Bearer ${token}`;
    this.#roles.set(header, user.role);
    setTimeout(() => this.#roles.delete(header), TOKEN_LIFE_MS).unref();
    return { token };
  }

  /** Throws for who may not write. */
  authorizeWrite(metadata: Metadata): void {
    const role = this.#roles.get(String(metadata.get('authorization')[0]));
    this.#metrics.recordAuthorization({ status: role === 'writer' ? 'allowed' : 'denied' });
    if (role === undefined)
      throw new StatusError(status.UNAUTHENTICATED, 'a write needs a valid token');
    if (role === 'reader')
      throw new StatusError(status.PERMISSION_DENIED, 'a write needs a writer');
  }
}
