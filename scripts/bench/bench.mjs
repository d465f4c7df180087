import { BOUNDS, labelSets, OPEN_LABELS, randomDurations, randomSequence, sum } from './data.mjs';
import { inChild, pin } from './in-child.mjs';
import { longestGap } from './longest-gap.mjs';
import { loop } from './loop.mjs';
import { race } from './race.mjs';
import { row } from './row.mjs';

/**
 * What a benchmark is handed. The libraries are among it because a package must not depend on another, or on its rivals,
 * for its benchmarks: each is loaded where it is used.
 */
export const bench = {
  BOUNDS,
  inChild,
  labelSets,
  longestGap,
  loop,
  OPEN_LABELS,
  pin,
  race,
  randomDurations,
  randomSequence,
  row,
  sum,
  libraries: {
    meterkit: () => import('../../packages/sdk/bench/contestants/meterkit.mjs'),
    promClient: () => import('../../packages/sdk/bench/contestants/prom-client.mjs'),
    prometheusIoClient: () =>
      import('../../packages/sdk/bench/contestants/prometheus-io-client.mjs'),
    opentelemetry: () => import('../../packages/sdk/bench/contestants/open-telemetry.mjs'),
  },
  async library(name) {
    const { openLibrary } = await bench.libraries[name]();
    return openLibrary();
  },
  async allLibraries() {
    const names = Object.keys(bench.libraries);
    const opened = names.map(async (name) => [name, await bench.library(name)]);
    return Object.fromEntries(await Promise.all(opened));
  },
};
