import {
  exponentialBounds,
  histogram,
  type LabelsOf,
  text,
  upDownCounter,
} from '@meterkit/instruments';

// Open, although most are known: a closed label would put its combinations beside every route, at zero.
const method = { http_request_method: text({ limit: 12 }) };
const scheme = { url_scheme: text({ limit: 4 }) };

const answer = {
  ...method,
  http_response_status_code: text({ limit: 100 }),
  // The recorder's own guard is lower and counts for all three families together.
  http_route: text({ limit: 10_000 }),
  ...scheme,
};

const requestLabels = {
  ...answer,
  network_protocol_version: text({ limit: 6 }),
  error_type: text({ limit: 100 }),
};

/** From 64 B to 16 MiB. */
const bodySizeBounds = exponentialBounds(64, 4, 10);

/** Routes times methods times status codes that a large service has. */
const seriesLimit = 5000;

/** What a duration is recorded under. An empty text is an absent label. */
export type ServerRequestLabels = LabelsOf<typeof requestLabels>;

/** OpenTelemetry semantic conventions, HTTP metrics, HTTP server. */
export const httpServerDefinition = {
  name: 'http.server',
  instruments: {
    requestDuration: histogram('http.server.request.duration', {
      description: 'Duration of HTTP server requests.',
      unit: 's',
      labels: requestLabels,
      seriesLimit,
    }),
    activeRequests: upDownCounter('http.server.active_requests', {
      description: 'Number of active HTTP server requests.',
      unit: '{request}',
      labels: { ...method, ...scheme },
    }),
    requestBodySize: histogram('http.server.request.body.size', {
      description: 'Size of HTTP server request bodies.',
      unit: 'By',
      labels: answer,
      bounds: bodySizeBounds,
      seriesLimit,
    }),
    responseBodySize: histogram('http.server.response.body.size', {
      description: 'Size of HTTP server response bodies.',
      unit: 'By',
      labels: answer,
      bounds: bodySizeBounds,
      seriesLimit,
    }),
  },
};
