import { runChild } from './run-child.js';

// Jest's modules are its own, and nobody patches them: a process is needed.
test("with OpenTelemetry's instrumentation durations are its own, each request once, and sizes are ours", async () => {
  const { stdout } = await runChild('opentelemetry-http.mjs', { METERKIT_SHUTDOWN_GRACE_MS: '0' });
  expect(stdout.trim().split('\n').sort()).toEqual([
    'http_client_request_duration_seconds_count 1', // fetch is not theirs
    'http_server_request_body_size_bytes_count 2',
    'http_server_request_duration_seconds_count 2',
    'http_server_response_body_size_bytes_count 2',
  ]);
});
