import { histogram, text } from '@meterkit/instruments';

const requestLabels = {
  http_request_method: text({ limit: 12 }),
  http_response_status_code: text({ limit: 100 }),
  // The recorder's own guard is lower.
  server_address: text({ limit: 10_000 }),
  server_port: text({ limit: 1000 }),
  error_type: text({ limit: 100 }),
};

/** OpenTelemetry semantic conventions, HTTP metrics, HTTP client. */
export const httpClientDefinition = {
  name: 'http.client',
  instruments: {
    requestDuration: histogram('http.client.request.duration', {
      description: 'Duration of HTTP client requests.',
      unit: 's',
      labels: requestLabels,
      seriesLimit: 5000,
    }),
  },
};
