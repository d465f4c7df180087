import type { AlertLine, QuestionSpec } from '../dashboard-spec.js';
import { graph, maxBy, quantileBy, rateBy, sumBy } from '../panel.js';

interface ProcessAlerts {
  /** From where on the memory of a process is too much. */
  readonly memory?: AlertLine;
  /** From where on the share of its time in garbage collection is. */
  readonly gc?: AlertLine;
}

/** What every service is asked of its processes, of Node.js and of V8: it is measured without code. */
export function processQuestions({ memory, gc }: ProcessAlerts = {}): readonly QuestionSpec[] {
  return [
    {
      question: 'What do the processes use?',
      panels: [
        graph('CPU: cores in use', 'short', rateBy('instance', 'process_cpu_time_seconds_total')),
        graph('Memory', 'bytes', maxBy('instance', 'process_memory_usage_bytes'), {
          ...alertAt(memory),
        }),
        graph(
          'Heap in use, by space',
          'bytes',
          sumBy('v8js_heap_space_name', 'v8js_memory_heap_used_bytes'),
          { stacked: true },
        ),
        graph('Threads', 'short', {
          '{{instance}} all': 'max by (instance) (process_thread_count)',
          '{{instance}} thread pool': 'max by (instance) (nodejs_threadpool_size)',
        }),
        graph(
          'Open file descriptors',
          'short',
          maxBy('instance', 'process_open_file_descriptor_count'),
        ),
        graph(
          'Bytes through sockets per second',
          'binBps',
          rateBy('network_io_direction', 'process_network_io_bytes_total'),
        ),
      ],
    },
    {
      question: 'Is Node.js the reason: garbage, a busy event loop, exceptions?',
      panels: [
        graph(
          'Share of the time in garbage collection',
          'percentunit',
          rateBy('instance', 'v8js_gc_duration_seconds_sum'),
          { ...alertAt(gc) },
        ),
        graph(
          'Collections per second, by type',
          'cps',
          rateBy('v8js_gc_type', 'v8js_gc_duration_seconds_count'),
        ),
        graph(
          'Exceptions that nothing caught, per second',
          'cps',
          rateBy('origin', 'nodejs_exceptions_total'),
        ),
        graph(
          'Event loop: share of the time it is busy',
          'percentunit',
          maxBy('instance', 'nodejs_eventloop_utilization_ratio'),
        ),
        graph(
          'Event loop: p99 of its delay',
          's',
          quantileBy('instance', 0.99, 'nodejs_eventloop_delay_seconds'),
        ),
      ],
    },
  ];
}

function alertAt(alert: AlertLine | undefined) {
  return alert && { alert };
}
