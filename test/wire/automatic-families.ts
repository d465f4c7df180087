import { readSystemFile } from './system-file.js';

/** What is collected by itself and stands in no system file. */
const BESIDES = [
  'nodejs_eventloop_time_seconds',
  'nodejs_memory_array_buffers_bytes',
  'nodejs_memory_external_bytes',
  'process_memory_virtual_bytes',
  'process_start_time_seconds',
  'v8js_memory_heap_size_limit_bytes',
  'v8js_memory_heap_space_available_size_bytes',
  'v8js_memory_heap_space_physical_size_bytes',
  'v8js_memory_heap_space_size_bytes',
];

/** Families that are collected by themselves in every service. */
export const automaticFamilies: ReadonlySet<string> = new Set([
  ...readSystemFile('deployment-orchestrator').automatic.map(({ family }) => family),
  ...BESIDES,
]);

/** What promtool says of their names, which are those of the semantic conventions. */
export const automaticComplaints = [
  'process_open_file_descriptor_count non-histogram and non-summary metrics should not have "_count" suffix',
  'process_thread_count non-histogram and non-summary metrics should not have "_count" suffix',
];
