import { within } from '../within.js';
import type { EndpointResponse } from './exchange.js';
import { answerJson } from './responses.js';

/** Says whether a part of the service can do its work: false, a throw and a rejection say no. */
export type ReadyCheck = () => boolean | Promise<boolean>;

/** Longest time that a check is waited for. */
const CHECK_TIMEOUT_MS = 2000;

/** Whether the process should be sent work: all named checks pass, and it is not shutting down. */
export class Readiness {
  readonly #checks = new Map<string, () => Promise<boolean | undefined>>();
  #stopping = false;

  /** Adds a check, or replaces that of the same name; returns what takes it away. */
  add(name: string, check: ReadyCheck): () => void {
    const run = shared(check);
    this.#checks.set(name, run);
    return () => {
      if (this.#checks.get(name) === run) this.#checks.delete(name);
    };
  }

  /** From now on the answer is no. */
  stop(): void {
    this.#stopping = true;
  }

  /** 200 with the checks, or 503 with those that fail. */
  async answer(response: EndpointResponse): Promise<void> {
    if (this.#stopping) return answerJson(response, 503, { status: 'shutting down', failing: [] });
    const names = [...this.#checks.keys()];
    const passed = await Promise.all(Array.from(this.#checks.values(), (run) => run()));
    const failing = names.filter((_, i) => passed[i] !== true);
    if (failing.length > 0) answerJson(response, 503, { status: 'not ready', failing });
    else answerJson(response, 200, { status: 'ready', checks: names });
  }
}

/**
 * Overlapping runs are one, and one that takes too long gives `undefined` until it ends: a check that hangs is not begun
 * again. Never rejects.
 */
function shared(check: ReadyCheck): () => Promise<boolean | undefined> {
  let running: Promise<boolean | undefined> | undefined;
  return () => {
    if (running !== undefined) return running;
    const result = (async () => check())().catch(() => false);
    const ended = result.finally(() => {
      running = undefined;
    });
    running = within(ended, CHECK_TIMEOUT_MS);
    return running;
  };
}
