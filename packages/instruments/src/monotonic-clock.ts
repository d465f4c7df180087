/** Milliseconds since some moment; never fewer than before. */
export type MonotonicClock = () => number;

/** That of the process, looked up at each reading: a test may have replaced it. */
export const processClock: MonotonicClock = () => performance.now();
