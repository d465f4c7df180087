import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { type Metadata, status } from '@grpc/grpc-js';
import type { AuthMetrics } from '@meterkit/meters/storage';
import type { Credentials } from '../grpc/protocol.js';
import { statusError } from '../grpc/status-error.js';

/**
 * Of the same length whatever is given, so that comparing tells nothing by the time it takes. The settings have the passwords as
 * they are: a slow hash would protect nothing here.
 */
const digest = (text: string) => createHash('sha256').update(text).digest();
const TOKEN_LIFE_MS = 3_600_000;

export interface UserSettings {
  readonly password: string;
  /** Reading needs no role. */
  readonly role: 'reader' | 'writer';
}

/** Who may write. Tokens live for an hour and in this process only. */
export function createUsers(
  settings: Readonly<Record<string, UserSettings>>,
  metrics: AuthMetrics,
) {
  const users = new Map(Object.entries(settings));
  /** By token. */
  const roles = new Map<string, UserSettings['role']>();

  return {
    authenticate({ name, password }: Credentials) {
      const user = users.get(name);
      const isRight =
        timingSafeEqual(digest(password), digest(user?.password ?? '')) && user !== undefined;
      metrics.recordAuthentication({ status: isRight ? 'success' : 'failure' });
      if (!isRight) throw statusError(status.UNAUTHENTICATED, 'wrong name or password');
      const token = randomBytes(16).toString('hex');
      roles.set(token, user.role);
      setTimeout(() => roles.delete(token), TOKEN_LIFE_MS).unref();
      return { token };
    },

    /** Throws for who may not write. */
    authorizeWrite(metadata: Metadata): void {
      const header = String(metadata.get('authorization')[0]);
      const role = roles.get(/^bearer +(.*)$/i.exec(header)?.[1] ?? '');
      metrics.recordAuthorization({ status: role === 'writer' ? 'allowed' : 'denied' });
      if (role === undefined) throw statusError(status.UNAUTHENTICATED, 'a write needs a token');
      if (role === 'reader') throw statusError(status.PERMISSION_DENIED, 'a write needs a writer');
    },
  };
}
