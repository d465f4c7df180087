import { timingSafeEqual } from 'node:crypto';
import { digest } from './digest.js';

/** Whether a token is one of these. All are compared, and each in the same time. */
export function tokenCheck(tokens: readonly string[]): (token: string) => boolean {
  const digests = tokens.map((token) => digest(token));
  return (token) => {
    const given = digest(token);
    return digests.filter((known) => timingSafeEqual(known, given)).length > 0;
  };
}
