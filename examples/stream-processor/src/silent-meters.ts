import type { Meters } from './meters.js';

/** Takes the place of any instrument, bound or not. */
const silent = {
  add(): void {},
  record(): void {},
  set(): void {},
  bind: () => silent,
  startTimer: () => silent,
  stop(): void {},
};

/**
 * Meters that do nothing: what the metrics cost is what a run with these is faster by. An
 * application needs nothing of the kind.
 */
export function silentMeters(): Meters {
  const meter = new Proxy({}, { get: (_target, name) => silentMember(String(name)) });
  return {
    processor: meter as Meters['processor'], // answers to every name
    kafka: meter as Meters['kafka'], // likewise
  };
}

function silentMember(name: string): unknown {
  if (name.startsWith('track')) return (...args: unknown[]) => (args.at(-1) as () => unknown)(); // its last argument is what to run
  return name.startsWith('record') ? () => {} : silent;
}
