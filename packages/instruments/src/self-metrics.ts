import { counter, observableGauge } from './instrument-definition.js';
import { oneOf, text } from './label.js';
import { LABEL_PROBLEMS, type LabelProblem } from './label-value.js';
import { DROP_REASONS, type DropReason } from './measurement.js';
import { type InstrumentsOf, meterInstruments } from './meter-instruments.js';
import type { SeriesTable } from './series-table.js';
import type { Store } from './store.js';

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
        'Measurements recorded with a label that is not what the caller passed, by problem.',
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
      labels: { instrument: INSTRUMENT, reason: oneOf('error', 'timeout') },
      seriesLimit: 20_000,
    }),
    series: observableGauge('meterkit.series', {
      description: 'Series on the page, by instrument.',
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
      for (const table of store.families())
        if (table.scope.name !== METER.name) result.observe(table.live, { instrument: table.name });
    });
  }

  registered(table: SeriesTable, observable: boolean): void {
    if (table.canOverflow) this.#meter.overflows.add(0, { instrument: table.name });
    if (observable)
      this.#meter.callbackFailures.add(0, { instrument: table.name, reason: 'error' });
  }

  dropped(reason: DropReason): void {
    this.#meter.dropped.add(1, { reason });
  }

  labelProblem(problem: LabelProblem): void {
    this.#meter.labelProblems.add(1, { problem });
  }

  overflow(instrument: string): void {
    this.#meter.overflows.add(1, { instrument });
  }

  callbackFailed(instrument: string, reason: 'error' | 'timeout'): void {
    this.#meter.callbackFailures.add(1, { instrument, reason });
  }
}
