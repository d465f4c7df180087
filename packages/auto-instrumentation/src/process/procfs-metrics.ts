import { defineMeter, observableUpDownCounter } from '@meterkit/instruments';
import { PROCESS_SCOPE } from './process-metrics.js';

// A meter each: where procfs lacks one of them, its family is not on the page at all.

/** Threads, those of V8 and of libuv included. */
export class ThreadMetrics extends defineMeter({
  name: PROCESS_SCOPE,
  instruments: {
    count: observableUpDownCounter('process.thread.count', {
      description: 'Threads of this process, those of V8 and libuv included.',
      unit: '{thread}',
    }),
  },
}) {}

/** Files, sockets and pipes that are open. */
export class DescriptorMetrics extends defineMeter({
  name: PROCESS_SCOPE,
  instruments: {
    count: observableUpDownCounter('process.open_file_descriptor.count', {
      description: 'File descriptors that this process has open.',
      unit: '{file_descriptor}',
    }),
  },
}) {}

/** Address space. */
export class VirtualMemoryMetrics extends defineMeter({
  name: PROCESS_SCOPE,
  instruments: {
    size: observableUpDownCounter('process.memory.virtual', {
      description: 'Committed virtual memory.',
      unit: 'By',
    }),
  },
}) {}
