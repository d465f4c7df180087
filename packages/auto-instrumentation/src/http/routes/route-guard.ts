import type { RecorderContext } from '../../recorder.js';

const OTHER = '_OTHER';

/** Lets a number of different values pass; each further one becomes `_OTHER`, which it says once. */
export class RouteGuard {
  readonly #known = new Set<string>();
  readonly #limit: number;
  readonly #warn: NonNullable<RecorderContext['warn']>;
  #told = false;

  constructor(limit: number, warn: NonNullable<RecorderContext['warn']>) {
    this.#limit = limit;
    this.#warn = warn;
  }

  admit(route: string): string {
    if (this.#known.has(route)) return route;
    if (this.#known.size < this.#limit) {
      this.#known.add(route);
      return route;
    }
    if (!this.#told) {
      this.#told = true;
      this.#warn(
        `http.server: more than ${this.#limit} routes; further ones, first ${JSON.stringify(route)}, are recorded as ${OTHER}. Routes have to be templates (/users/:id); routeLimit raises the number`,
      );
    }
    return OTHER;
  }
}
