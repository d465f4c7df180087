import type { AllowedFinding } from './lint-page.js';

/** Names that OpenTelemetry's semantic conventions prescribe, against those of Prometheus. Who measures by them has no choice. */
export const prescribedNames: readonly AllowedFinding[] = [
  'process_open_file_descriptor_count',
  'process_thread_count',
].map((family) => ({ family, rule: 'reserved-suffix', reason: 'semantic conventions' }));
