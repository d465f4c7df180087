import { HttpServerMetrics } from '@meterkit/auto-instrumentation/http';
import { alert } from './alert.js';
import { meterRules } from './meter-rules.js';

export const httpRules = meterRules(
  HttpServerMetrics,
  ({ requestDuration }, { by, level, service }) => {
    const errorShare = `${level}:${requestDuration}_5xx:ratio_rate5m`;
    const answers = `${requestDuration}_count`;
    return [
      {
        record: errorShare,
        expr: `sum by (${by}) (rate(${answers}{http_response_status_code=~"5.."}[5m])) / (sum by (${by}) (rate(${answers}[5m])) > 0)`,
      },
      alert('HttpServerErrors', {
        expr: `${errorShare} > 0.05`,
        after: '5m',
        severity: 'critical',
        summary: `${service} answers with server errors.`,
        description: `{{ $value | humanizePercentage }} of the HTTP answers of ${service} in five minutes were 5xx; 5 % are allowed.`,
        runbook: `Which: sum by (http_route, http_response_status_code) (rate(${answers}{http_response_status_code=~"5.."}[5m])).`,
      }),
    ];
  },
);
