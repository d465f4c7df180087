import { secondsSince } from '../tracking/seconds-since.js';
import type { GrpcStatus } from './grpc-status.js';

/** A request that is not yet answered. */
export interface RunningRequest extends Disposable {
  /** It is answered now. Returns the seconds that it took; only the first call counts. */
  end(code: GrpcStatus): number;
}

/** A request from now on: `ended` is called once. One that is left without an end is `UNKNOWN`. */
export function startRunningRequest(
  ended: (code: GrpcStatus, durationSeconds: number) => void,
): RunningRequest {
  const startMs = performance.now();
  let durationSeconds: number | undefined;
  const end = (code: GrpcStatus) => {
    if (durationSeconds === undefined) {
      durationSeconds = secondsSince(startMs);
      ended(code, durationSeconds);
    }
    return durationSeconds;
  };
  return { end, [Symbol.dispose]: () => void end('UNKNOWN') };
}
