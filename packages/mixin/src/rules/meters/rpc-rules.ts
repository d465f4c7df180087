import { RpcServerMetrics } from '@meterkit/meters/rpc';
import { alert, stem } from '../alert.js';
import { meterRules } from '../meter-rules.js';

/** Those that are the server's fault (OpenTelemetry semantic conventions, gRPC server spans); a client may be wrong as often as it likes. */
export const RPC_ERRORS =
  'code=~"UNKNOWN|DEADLINE_EXCEEDED|UNIMPLEMENTED|INTERNAL|UNAVAILABLE|DATA_LOSS"';

export const rpcRules = meterRules(
  RpcServerMetrics,
  (
    { requests, requestDuration, activeConnections, rateLimitHits },
    { by, byInstance, level, service, instance, limits },
  ) => {
    const { connections = 1000, streamingMethods } = limits;
    const errorShare = `${level}:${stem(requests)}_errors:ratio_rate5m`;
    const p99 = `${level}_method:${requestDuration}:p99_rate5m`;
    const brief =
      streamingMethods === undefined ? '' : `{method!~${JSON.stringify(streamingMethods)}}`;
    return [
      {
        record: errorShare,
        expr: `sum by (${by}) (rate(${requests}{${RPC_ERRORS}}[5m])) / (sum by (${by}) (rate(${requests}[5m])) > 0)`,
      },
      {
        record: p99,
        expr: `histogram_quantile(0.99, sum by (${by}, method, le) (rate(${requestDuration}_bucket${brief}[5m])))`,
      },
      alert('RpcErrors', {
        expr: `${errorShare} > 0.01`,
        after: '5m',
        severity: 'critical',
        summary: `${service} answers requests with errors.`,
        description: `{{ $value | humanizePercentage }} of the requests to ${service} fail by the fault of the server; 1 % is allowed.`,
        runbook: `Which: sum by (method, code) (rate(${requests}[5m])). UNAVAILABLE and DEADLINE_EXCEEDED point to what the server waits for, INTERNAL and UNKNOWN to its log.`,
      }),
      alert('RpcSlow', {
        expr: `${p99} > 1`,
        after: '5m',
        severity: 'warning',
        summary: `{{ $labels.method }} of ${service} is slow.`,
        description: `One in a hundred calls of {{ $labels.method }} of ${service} takes longer than {{ $value | humanizeDuration }}; one second is allowed.`,
        runbook:
          'Compare with the durations of storage and of commits. A method that streams belongs into limits.streamingMethods.',
      }),
      alert('RpcConnectionsNearLimit', {
        expr: `sum by (${byInstance}) (${activeConnections}) > 0.9 * ${connections}`,
        after: '5m',
        severity: 'warning',
        summary: `${instance} has few connections left.`,
        description: `{{ $value }} of the ${connections} connections that ${instance} admits are open.`,
        runbook: 'A client that connects anew for each request, or a limit that is too low.',
      }),
      alert('RpcRateLimited', {
        expr: `sum by (${by}, method) (rate(${rateLimitHits}[5m])) > 0`,
        severity: 'info',
        summary: `${service} refuses requests.`,
        description: `{{ $value | humanize }} calls of {{ $labels.method }} are refused each second by ${service}, for there are too many.`,
        runbook: 'Find the client that calls so often, or raise the limit.',
      }),
    ];
  },
);
