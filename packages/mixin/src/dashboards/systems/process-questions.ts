import type { AlertLine, QuestionSpec } from '../dashboard-spec.js';
import { quantileOf, rateOf } from '../expressions.js';
import { graph, rateBy } from '../panel.js';

interface ProcessOptions {
  /** The label that tells the processes of a service apart. */
  readonly instance: string;
  /** From where on their memory is too much. */
  readonly memory?: AlertLine;
  /** From where on the share of their time in garbage collection is too much. */
  readonly gc?: AlertLine;
}

/** What every service is asked of its processes, of Node.js and of V8: it is measured without code. */
export function processQuestions({
  instance,
  memory,
  gc,
}: ProcessOptions): readonly QuestionSpec[] {
  const each = `{{${instance}}}`;
  const highest = (gauge: string) => ({ [each]: `max by (${instance}) (${gauge})` });
  return [
    {
      question: 'What do the processes use?',
      panels: [
        graph('CPU: cores in use', 'short', {
          [each]: rateOf('process_cpu_time_seconds_total', { by: [instance] }),
        }),
        graph('Memory', 'bytes', highest('process_memory_usage_bytes'), { ...alertAt(memory) }),
        graph(
          'Heap in use, by space',
          'bytes',
          {
            '{{v8js_heap_space_name}}':
              'sum by (v8js_heap_space_name) (v8js_memory_heap_used_bytes)',
          },
          { stacked: true },
        ),
        graph('Threads', 'short', {
          [`${each} all`]: `max by (${instance}) (process_thread_count)`,
          [`${each} thread pool`]: `max by (${instance}) (nodejs_threadpool_size)`,
        }),
        graph('Open file descriptors', 'short', highest('process_open_file_descriptor_count')),
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
          { [each]: rateOf('v8js_gc_duration_seconds_sum', { by: [instance] }) },
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
          highest('nodejs_eventloop_utilization_ratio'),
        ),
        graph('Event loop: p99 of its delay', 's', {
          [each]: quantileOf(0.99, 'nodejs_eventloop_delay_seconds', { by: [instance] }),
        }),
      ],
    },
  ];
}

function alertAt(alert: AlertLine | undefined) {
  return alert && { alert };
}
