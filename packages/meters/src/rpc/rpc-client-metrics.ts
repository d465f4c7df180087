import {
  defineMeter,
  histogram,
  type LabelsOf,
  oneOf,
  text,
  upDownCounter,
} from '@meterkit/instruments';
import { latencyBounds } from '../storage/latency-bounds.js';
import { keptLabels } from '../tracking/kept-labels.js';
import { grpcStatuses } from './grpc-status.js';
import { RunningRequest } from './running-request.js';

const method = { 'rpc.method': text() };
const answer = { ...method, 'rpc.response.status_code': oneOf(...grpcStatuses) };

/** What is called, such as `kv.KV/Put`: the conventions have no slash in front. */
export type RpcClientMethodLabels = LabelsOf<typeof method>;

/**
 * The calls that gRPC clients make, retries included (OpenTelemetry semantic conventions, RPC metrics: `rpc.client.call.duration`;
 * `rpc.client.active_calls` is named after it). Recording never throws, whatever it is given.
 */
export class RpcClientMetrics extends defineMeter({
  name: 'rpc',
  instruments: {
    callDuration: histogram('rpc.client.call.duration', {
      description: 'Time from the start of a call to its status, as the client sees it.',
      unit: 's',
      labels: answer,
      bounds: latencyBounds,
      seriesLimit: 4000, // each method has a series for each of 17 codes from its first call on
    }),
    activeCalls: upDownCounter('rpc.client.active_calls', {
      description: 'Calls that have no status yet.',
      unit: '{call}',
      labels: method,
    }),
  },
}) {
  /** A call that is active until its `end(code)`, or the end of a `using` block. */
  startCall(labels: RpcClientMethodLabels): RunningRequest {
    const kept = keptLabels(labels, 'rpc.method');
    this.activeCalls.add(1, kept);
    return new RunningRequest((code, durationSeconds) => {
      this.activeCalls.add(-1, kept);
      this.callDuration.record(durationSeconds, {
        'rpc.method': kept['rpc.method'],
        'rpc.response.status_code': code,
      });
    });
  }
}
