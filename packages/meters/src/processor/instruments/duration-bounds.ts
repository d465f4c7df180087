import { exponentialBounds } from '@meterkit/instruments';

/** From 0.1 ms to 3.3 s: what happens to a single event, or close to it. */
export const durationBounds = exponentialBounds(0.0001, 2, 16);
