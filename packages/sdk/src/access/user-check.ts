import { timingSafeEqual } from 'node:crypto';
import { digest } from './digest.js';
import { isPasswordOf, type PasswordHash, parsePasswordHash } from './password-hash.js';

/** `busy`: it was not looked at, since others are being checked or too many were wrong of late. */
export type Verdict = 'right' | 'wrong' | 'busy';

/** So many wrong passwords are checked at once, and then one more in each interval. */
const WRONG_AT_ONCE = 10;
const WRONG_INTERVAL_MS = 1000;

/** Wrong ones that are remembered: a scraper with an old password costs its check once. */
const WRONG_REMEMBERED = 100;

/** The password of unknown names: one text never has the digest of two. */
const NOBODY = digest('', '');

interface Secret {
  readonly hash: PasswordHash | undefined;
  readonly plain: Buffer;
}

/**
 * Says whether a password is that of a user: one with a hash is checked in the thread pool, one at a time, and what was found is
 * remembered. An unknown name takes the work of a known one.
 */
export class UserCheck {
  readonly #users: ReadonlyMap<string, Secret>;
  /** Checked against where a user has no hash of its own. Undefined when none has. */
  readonly #decoy: PasswordHash | undefined;
  readonly #right = new Map<string, string>();
  readonly #wrong = new Set<string>();
  #checking: { readonly asked: string; readonly verdict: Promise<Verdict> } | undefined;
  /** Until then the time is spent on wrong passwords of before. */
  #spentUntilMs = 0;

  /** By name: a password, or the hash of one. */
  constructor(users: ReadonlyMap<string, string>) {
    this.#users = new Map(
      Array.from(users, ([name, text]) => [
        name,
        { hash: parsePasswordHash(text), plain: digest(text) },
      ]),
    );
    this.#decoy = [...this.#users.values()].find(({ hash }) => hash !== undefined)?.hash;
  }

  /** Never rejects. */
  async check(name: string, password: string): Promise<Verdict> {
    const secret = this.#users.get(name);
    const given = digest(password);
    const isPlain = timingSafeEqual(given, secret?.plain ?? NOBODY);
    if (this.#decoy === undefined) return isPlain ? 'right' : 'wrong';
    const asked = digest(name, password).toString('base64');
    if (this.#right.get(name) === asked) return 'right';
    if (this.#wrong.has(asked)) return 'wrong';
    if (this.#checking?.asked === asked) return this.#checking.verdict;
    const spentMs = this.#spentUntilMs - performance.now();
    if (this.#checking !== undefined || spentMs > (WRONG_AT_ONCE - 1) * WRONG_INTERVAL_MS)
      return 'busy';
    const isHash = isPasswordOf(password, secret?.hash ?? this.#decoy);
    const verdict = isHash
      .then((is) => (secret?.hash === undefined ? isPlain : is))
      .catch(() => false)
      .then((isRight) => this.#found(name, asked, isRight));
    this.#checking = { asked, verdict };
    return verdict;
  }

  #found(name: string, asked: string, isRight: boolean): Verdict {
    this.#checking = undefined;
    if (isRight) {
      this.#right.set(name, asked);
      return 'right';
    }
    const [oldest = ''] = this.#wrong;
    if (this.#wrong.size >= WRONG_REMEMBERED) this.#wrong.delete(oldest);
    this.#wrong.add(asked);
    this.#spentUntilMs = Math.max(this.#spentUntilMs, performance.now()) + WRONG_INTERVAL_MS;
    return 'wrong';
  }
}
