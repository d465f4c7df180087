import { counter, observableGauge } from './instrument-definition.js';
import { oneOf, text } from './label.js';
import { LABEL_PROBLEMS, type LabelProblem } from './label-value.js';
import { DROP_REASONS, type DropReason } from './measurement.js';
import { type InstrumentsOf, meterInstruments } from './meter-instruments.js';
import type { SeriesTable } from './series-table.js';
import type { Store } from './store.js';

/** Why the series of a callback are missing from a page. */
const CALLBACK_FAILURES = ['error', 'timeout'] as const;

export type CallbackFailure = (typeof CALLBACK_FAILURES)[number];

const INSTRUMENT = text({ limit: 10_000 });

/** What the store says of itself, in its own instruments: from zero, so that the first mistake is seen as one. */
const METER = {
  name: 'meterkit',
  instruments: {
    dropped: counter('meterkit.measurements.dropped', {
      description: 'Measurements that were not recorded, by reason.',
      labels: { reason: oneOf(...DROP_REASONS) },
    }),
    labelProblems: counter('meterkit.label.problems', {
      description:
        'Labels of measurements that were not recorded as the caller passed them, by problem.',
      labels: { problem: oneOf(...LABEL_PROBLEMS) },
    }),
    overflows: counter('meterkit.series.overflows', {
      description:
        'Measurements recorded in the overflow series, for the limit of series was reached.',
      labels: { instrument: INSTRUMENT },
      seriesLimit: 10_000,
    }),
    callbackFailures: counter('meterkit.callback.failures', {
      description: 'Observable callbacks whose series are missing from a page, by reason.',
      labels: { instrument: INSTRUMENT, reason: oneOf(...CALLBACK_FAILURES) },
      seriesLimit: 20_000,
    }),
    series: observableGauge('meterkit.series', {
      description:
        'Series in the store, by instrument, the overflow series apart; of observables as of the page before.',
      labels: { instrument: INSTRUMENT },
      seriesLimit: 10_000,
    }),
  },
};

export class SelfMetrics {
  readonly #meter: InstrumentsOf<typeof METER.instruments>;

  constructor(store: Store) {
    this.#meter = meterInstruments(METER, store);
    this.#meter.series.observe((result) => {
      for (const table of new Set(store.families().map(({ rowsOf }) => rowsOf)))
        if (!isOwn(table)) result.observe(table.live, { instrument: table.name });
    });
  }

  registered(table: SeriesTable): void {
    if (table.canOverflow) this.#meter.overflows.add(0, { instrument: table.name });
    if (table.spec.observed)
      this.#meter.callbackFailures.add(0, { instrument: table.name, reason: 'error' });
  }

  dropped(reason: DropReason): void {
    this.#meter.dropped.add(1, { reason });
  }

  labelProblem(problem: LabelProblem): void {
    this.#meter.labelProblems.add(1, { problem });
  }

  /** Not for own tables: to count the overflow of the counter of overflows would never end. */
  overflow(table: SeriesTable): void {
    if (!isOwn(table)) this.#meter.overflows.add(1, { instrument: table.name });
  }

  callbackFailed(instrument: string, reason: CallbackFailure): void {
    this.#meter.callbackFailures.add(1, { instrument, reason });
  }
}

function isOwn({ scope }: SeriesTable): boolean {
  return scope.name === METER.name;
}
