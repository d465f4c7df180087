import { defineMeter, type InProgress, runEnding } from '@meterkit/instruments';
import { classified } from '../tracking/classified.js';
import { keptLabels } from '../tracking/kept-labels.js';
import { type GrpcStatus, grpcStatuses } from './grpc-status.js';
import { type RpcMethodLabels, rpcServerDefinition } from './rpc-server-definition.js';
import { RunningRequest } from './running-request.js';

export interface TrackRequestOptions {
  /** The status of a request whose handler threw; undefined for a panic. Default: by the `code` of the error, see `track`. */
  readonly code?: (error: unknown) => GrpcStatus | undefined;
}

/** The requests that a gRPC server answers. Recording never throws, whatever it is given. */
export class RpcServerMetrics extends defineMeter(rpcServerDefinition) {
  /**
   * Puts all that is recorded by method on the page, at zero: the first request, the first error and the first panic are
   * then seen as such. Of a server, the methods that it registers.
   */
  registerMethods(methods: Iterable<string>): void {
    for (const method of methods) {
      this.requestDuration.bind({ method, code: 'OK' }); // and beside it all codes
      this.requests.add(0, { method, code: 'OK' });
      this.inFlightRequests.add(0, { method });
      this.rateLimitHits.add(0, { method });
      this.panics.add(0, { method });
    }
  }

  /** A request that is in flight until its `end(code)`, or the end of a `using` block: for interceptors, which see it end elsewhere. */
  startRequest(labels: RpcMethodLabels): RunningRequest {
    const { method } = keptLabels(labels, 'method');
    this.inFlightRequests.add(1, { method });
    return new RunningRequest((code, durationSeconds) => {
      const answer = { method, code }; // written out: a spread costs 336 ns, this and its record 22
      this.inFlightRequests.add(-1, { method });
      this.requests.add(1, answer);
      this.requestDuration.record(durationSeconds, answer);
    });
  }

  /**
   * Runs the handler of a request: in flight until it ends, then counted by its status, and timed. Result and error are
   * those of `fn`; if it returns a promise, the request lasts until that settles.
   *
   * | `fn` ...                                   | status         |
   * |--------------------------------------------|----------------|
   * | returns                                    | `OK`           |
   * | throws an error whose `code` is 1 to 16    | that code's    |
   * | throws anything else                       | `UNKNOWN`, and a panic |
   */
  track<R>(labels: RpcMethodLabels, fn: () => R, options?: TrackRequestOptions): R {
    const kept = keptLabels(labels, 'method');
    const request = this.startRequest(kept);
    return runEnding(fn, (ending) => {
      if (!ending.failed) return void request.end('OK');
      const code = classified(ending.error, options?.code ?? codeOfError, grpcStatuses);
      if (code === undefined) this.recordPanicked(kept);
      request.end(code ?? 'UNKNOWN');
    });
  }

  /** A handler threw what is no status. {@link track} sees that by itself. */
  recordPanicked(labels: RpcMethodLabels): void {
    this.panics.add(1, labels);
  }

  /** A request was refused by the limit of their rate; its answer is recorded apart. */
  recordRateLimited(labels: RpcMethodLabels): void {
    this.rateLimitHits.add(1, labels);
  }

  /** A connection that is open until `stop()`, or the end of a `using` block. */
  startConnection(): InProgress {
    return this.activeConnections.startInProgress();
  }
}

/** Of an error as `@grpc/grpc-js` has them. 0 is no failure. */
function codeOfError(error: unknown): GrpcStatus | undefined {
  const { code } = error as { readonly code?: unknown }; // whoever asks sees to what throws
  return typeof code === 'number' && code > 0 ? grpcStatuses[code] : undefined;
}
