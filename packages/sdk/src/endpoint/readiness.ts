import type { ServerResponse } from 'node:http';
import { answerJson } from './responses.js';

/** Says whether a part of the service can do its work: false, a throw and a rejection say no. */
export type ReadyCheck = () => boolean | Promise<boolean>;

/** Longest time that a check is waited for. */
const CHECK_TIMEOUT_MS = 2000;

/** Whether the process should be sent work: all named checks pass, and it is not shutting down. */
export class Readiness {
  readonly #checks = new Map<string, ReadyCheck>();
  #stopping = false;

  /** Adds a check, or replaces that of the same name; returns what takes it away. */
  add(name: string, check: ReadyCheck): () => void {
    this.#checks.set(name, check);
    return () => {
      if (this.#checks.get(name) === check) this.#checks.delete(name);
    };
  }

  /** From now on the answer is no. */
  stop(): void {
    this.#stopping = true;
  }

  /** 200 with the checks, or 503 with those that fail. */
  async answer(response: ServerResponse): Promise<void> {
    if (this.#stopping) return answerJson(response, 503, { status: 'shutting down', failing: [] });
    const names = [...this.#checks.keys()];
    const passed = await Promise.all([...this.#checks.values()].map(passes));
    const failing = names.filter((_, i) => passed[i] !== true);
    if (failing.length > 0) answerJson(response, 503, { status: 'not ready', failing });
    else answerJson(response, 200, { status: 'ready', checks: names });
  }
}

async function passes(check: ReadyCheck): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<boolean>((resolve) => {
    timer = setTimeout(resolve, CHECK_TIMEOUT_MS, false);
  });
  try {
    return (await Promise.race([Promise.resolve(check()), timeout])) === true;
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
  }
}
