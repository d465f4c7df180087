import { quantileOf, RATE_INTERVAL, rateOf, shareOf } from '../expressions.js';
import { graph, heatmap, quantileBy, quantiles, rateBy, stat, sumBy } from '../panel.js';
import { processQuestions } from './process-questions.js';
import type { SystemDashboard } from './system-dashboard.js';

const PROCESSED = 'processor_events_processed_total';
const LATENCY = 'processor_event_processing_duration_seconds';
const STATE = 'processor_state_operation_duration_seconds';
const AGGREGATION = 'processor_aggregation_duration_seconds';

export const streamProcessor: SystemDashboard = () => ({
  description: 'Events, windows, state and topics of the stream processor.',
  variables: ['topic', 'operator'],
  overview: [
    stat('Events per second', 'eps', rateOf(PROCESSED)),
    stat('Events that succeed, 5 min', 'percentunit', successOver('5m')),
    stat('Processing p95, 5 min', 's', quantileOf(0.95, LATENCY, { over: '5m' })),
    stat('Lag behind the events', 's', 'max(processor_pipeline_lag_seconds)'),
    stat('Active windows', 'short', 'sum(processor_windows_active)'),
    stat('Lookups that the cache answers, 5 min', 'percentunit', hitRate({ over: '5m' })),
  ],
  questions: [
    {
      question: 'Are events processed, and do they succeed?',
      panels: [
        graph('Events per second', 'eps', {
          received: rateOf('processor_events_received_total'),
          processed: rateOf(PROCESSED),
        }),
        graph('Success rate', 'percentunit', { succeeded: successOver(RATE_INTERVAL) }),
        graph(
          'Errors per second, by type',
          'cps',
          rateBy('error_type', 'processor_pipeline_errors_total'),
        ),
      ],
    },
    {
      question: 'How long does processing take?',
      panels: [
        quantiles('Processing: p50, p95, p99, mean', 's', LATENCY),
        heatmap('Processing: spread', 's', LATENCY),
        graph(
          'Processing p95, by operator',
          's',
          quantileBy('operator', 0.95, 'processor_operator_duration_seconds'),
        ),
      ],
    },
    {
      question: 'Does the pipeline keep up?',
      panels: [
        graph('Behind the clock', 's', {
          pipeline: 'max(processor_pipeline_lag_seconds)',
          watermark: 'max(processor_watermark_lag_seconds)',
        }),
        graph(
          'Messages not yet consumed, by topic',
          'short',
          sumBy('topic', 'processor_kafka_consumer_lag'),
        ),
        graph('Held back, late and out of order per second', 'eps', {
          'held back': rateOf('processor_backpressure_events_total'),
          late: rateOf('processor_late_events_total'),
          'out of order': rateOf('processor_out_of_order_events_total'),
        }),
        graph(
          'Messages consumed per second, by topic',
          'mps',
          rateBy('topic', 'processor_kafka_messages_consumed_total'),
        ),
        graph(
          'Messages produced per second, by topic',
          'mps',
          rateBy('topic', 'processor_kafka_messages_produced_total'),
        ),
        graph(
          'Offsets not committed per second, by topic',
          'cps',
          rateBy('topic', 'processor_kafka_offset_commit_errors_total'),
        ),
      ],
    },
    {
      question: 'Do windows open and close?',
      panels: [
        graph('Active windows, by type', 'short', sumBy('window_type', 'processor_windows_active')),
        graph(
          'Windows triggered per second, by type',
          'cps',
          rateBy('window_type', 'processor_windows_triggered_total'),
        ),
        graph(
          'Windows created per second, by type',
          'cps',
          rateBy('window_type', 'processor_windows_created_total'),
        ),
        quantiles(
          'Events in a window: p50, p95, p99, mean',
          'short',
          'processor_window_size_events',
        ),
        graph('Watermark updates per second', 'cps', {
          updates: rateOf('processor_watermark_updates_total'),
        }),
        graph(
          'Operators that run',
          'short',
          sumBy('instance', 'processor_pipeline_operators_active'),
        ),
      ],
    },
    {
      question: 'Does the cache answer, how large is the state?',
      panels: [
        graph('Hit rate, by layer', 'percentunit', { '{{layer}}': hitRate({ by: ['layer'] }) }),
        graph('State size, by backend', 'bytes', sumBy('backend', 'processor_state_size_bytes')),
        graph('State operation p95, by operation', 's', quantileBy('operation', 0.95, STATE)),
        graph(
          'State operations per second, by backend',
          'ops',
          rateBy('backend', 'processor_state_operations_total'),
        ),
        graph(
          'Evictions per second, by backend',
          'cps',
          rateBy('backend', 'processor_state_evictions_total'),
        ),
      ],
    },
    {
      question: 'What is aggregated, seen twice, normalised?',
      panels: [
        graph(
          'Aggregates per second, by type',
          'cps',
          rateBy('aggregate_type', 'processor_aggregations_computed_total'),
        ),
        graph('Aggregate p95, by type', 's', quantileBy('aggregate_type', 0.95, AGGREGATION)),
        graph(
          'Aggregates that fail per second, by type',
          'cps',
          rateBy('aggregate_type', 'processor_aggregation_errors_total'),
        ),
        graph('Share of events seen before', 'percentunit', {
          duplicates: shareOf(
            rateOf('processor_dedup_duplicates_found_total'),
            rateOf('processor_dedup_events_checked_total'),
          ),
        }),
        graph(
          'Events remembered, to find those seen before',
          'short',
          sumBy('instance', 'processor_dedup_cache_size'),
        ),
        graph('Events forgotten per second', 'eps', {
          forgotten: rateOf('processor_dedup_cache_evictions_total'),
        }),
        graph(
          'Fillings of gaps per second, by strategy',
          'ops',
          rateBy('strategy', 'processor_normalization_fill_operations_total'),
        ),
        graph('Normalisation per second', 'cps', {
          events: rateOf('processor_normalization_events_total'),
          'gaps filled': rateOf('processor_normalization_gaps_filled_total'),
          outliers: rateOf('processor_normalization_outliers_detected_total'),
        }),
      ],
    },
    ...processQuestions(),
  ],
});

function successOver(over: string): string {
  const succeeded = rateOf(PROCESSED, { where: 'result="success"', over });
  return shareOf(succeeded, rateOf(PROCESSED, { over }));
}

function hitRate(options: { readonly by?: readonly string[]; readonly over?: string }): string {
  const hits = rateOf('processor_state_cache_hits_total', options);
  return shareOf(hits, `${hits} + ${rateOf('processor_state_cache_misses_total', options)}`);
}
