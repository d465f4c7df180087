import {
  counter,
  histogram,
  type LabelsOf,
  oneOf,
  text,
  upDownCounter,
} from '@meterkit/instruments';
import { latencyBounds } from '../storage/latency-bounds.js';
import { grpcStatuses } from './grpc-status.js';

const method = { method: text() };
const answer = { ...method, code: oneOf(...grpcStatuses) };

/** Each method has a series for each of 17 codes from its first request on; 200 methods are admitted. */
const seriesLimit = 4000;

/** What was called. */
export type RpcMethodLabels = LabelsOf<typeof method>;
/** What was called, and how it was answered. */
export type RpcAnswerLabels = LabelsOf<typeof answer>;

export const rpcServerDefinition = {
  name: 'rpc',
  instruments: {
    requestDuration: histogram('grpc.server.request.duration', {
      description: 'Time from the start of a request to its status.',
      unit: 's',
      labels: answer,
      bounds: latencyBounds,
      seriesLimit,
    }),
    requests: counter('grpc.server.request', {
      description: 'Requests that were answered, by their status.',
      unit: '{request}',
      labels: answer,
      seriesLimit,
    }),
    inFlightRequests: upDownCounter('grpc.server.in_flight_requests', {
      description: 'Requests that are not yet answered.',
      unit: '{request}',
      labels: method,
    }),
    activeConnections: upDownCounter('grpc.server.active_connections', {
      description: 'Connections of clients that are open now.',
      unit: '{connection}',
    }),
    rateLimitHits: counter('grpc.server.rate_limit_hits', {
      description: 'Requests that were refused because there were too many.',
      unit: '{request}',
      labels: method,
    }),
    panics: counter('grpc.server.panic', {
      description: 'Requests whose handler threw what is no gRPC status.',
      unit: '{request}',
      labels: method,
    }),
  },
};
