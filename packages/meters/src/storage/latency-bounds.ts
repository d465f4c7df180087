import type { Bounds } from '@meterkit/instruments';

/** From 1 ms, which a disk takes to be sure, to 30 s, after which nobody waits. */
export const latencyBounds: Bounds = [
  0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30,
];
