import { RequestError } from '../orchestrator/request-error.js';

/** Throws 429 when a caller has made more than so many requests within one minute of the clock. */
export function createRateLimit(requestsPerMinute: number): (caller: string) => void {
  const counts = new Map<string, number>();
  let minute = 0;
  return (caller) => {
    const now = Math.floor(Date.now() / 60_000);
    if (now !== minute) counts.clear();
    minute = now;
    const count = (counts.get(caller) ?? 0) + 1;
    counts.set(caller, count);
    if (count > requestsPerMinute) {
      throw new RequestError(429, `${caller}: more than ${requestsPerMinute} requests a minute.`);
    }
  };
}
