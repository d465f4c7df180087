import type { RuleScenario } from './rule-scenario.js';

const JOB = 'job="stream-processor", instance="a:9090"';
const OTHER = 'job="other", instance="b:1"';

function dropped(job = JOB): string {
  return `meterkit_measurements_dropped_total{${job}, reason="not_finite"}`;
}

function overflows(job = JOB): string {
  return `meterkit_series_overflows_total{${job}, instrument="processor.kafka.consumer_lag"}`;
}

function failures(job = JOB): string {
  return `meterkit_collect_failures_total{${job}, collector="opentelemetry", cause="timeout"}`;
}

/** This system has no alerts but those of every service. */
export const streamProcessorScenarios: readonly RuleScenario[] = [
  {
    when: 'measurements are dropped',
    series: { [dropped()]: '0 0 0 4x20' },
    atMinute: 16,
    alert: {
      name: 'MeasurementsDropped',
      fires: [
        {
          labels: { job: 'stream-processor', reason: 'not_finite', severity: 'info' },
          summary: 'stream-processor records what is no measurement.',
          description: '4 measurements of stream-processor were dropped in 15 minutes: not_finite.',
        },
      ],
    },
  },
  {
    when: 'measurements of another service are dropped',
    series: { [dropped()]: '0x20', [dropped(OTHER)]: '0+1x20' },
    atMinute: 16,
    alert: { name: 'MeasurementsDropped', fires: 'not' },
  },
  {
    when: 'an instrument is past its limit of series',
    series: { [overflows()]: '0+60x20' },
    atMinute: 16,
    alert: {
      name: 'SeriesOverflow',
      fires: [
        {
          labels: {
            job: 'stream-processor',
            instrument: 'processor.kafka.consumer_lag',
            severity: 'warning',
          },
          summary: 'A metric of stream-processor has too many series.',
          description:
            'processor.kafka.consumer_lag of stream-processor has reached its limit of series; what is new is recorded under otel_metric_overflow.',
        },
      ],
    },
  },
  {
    when: 'an instrument of another service is past its limit',
    series: { [overflows()]: '0x20', [overflows(OTHER)]: '0+60x20' },
    atMinute: 16,
    alert: { name: 'SeriesOverflow', fires: 'not' },
  },
  {
    when: 'a part of the page takes too long',
    series: { [failures()]: '0+1x20' },
    atMinute: 16,
    alert: {
      name: 'PagePartial',
      fires: [
        {
          labels: {
            job: 'stream-processor',
            instance: 'a:9090',
            collector: 'opentelemetry',
            cause: 'timeout',
            severity: 'warning',
          },
          summary: 'The page of stream-processor at a:9090 is not whole.',
          description:
            'opentelemetry of stream-processor at a:9090 could not be collected: timeout.',
        },
      ],
    },
  },
  {
    when: 'a part of the page took too long, half an hour ago',
    series: { [failures()]: '0+1x20 20x40' },
    atMinute: 50,
    alert: { name: 'PagePartial', fires: 'not' },
  },
];
