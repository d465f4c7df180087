export type { GrpcStatus } from './grpc-status.js';
export { grpcStatuses, grpcStatusName } from './grpc-status.js';
export type { RpcClientMethodLabels } from './rpc-client-metrics.js';
export { RpcClientMetrics } from './rpc-client-metrics.js';
export { RpcMessageMetrics } from './rpc-message-metrics.js';
export type { RpcAnswerLabels, RpcMethodLabels } from './rpc-server-definition.js';
export type { TrackRequestOptions } from './rpc-server-metrics.js';
export { RpcServerMetrics } from './rpc-server-metrics.js';
export type { RunningRequest } from './running-request.js';
