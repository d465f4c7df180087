import * as instruments from '@meterkit/instruments';

const { createStore, defineMeter, oneOf, text } = instruments;

/**
 * Instruments of Meterkit in a store of their own, as {@link promClient} and {@link openTelemetry} make them of theirs.
 * `labels` is an object of the labels' closed sets of values, `undefined` for open ones.
 */
export function meterkit() {
  const store = createStore({ seriesPerInstrument: 2_000_000, seriesLimit: 4_000_000 });
  const make = (kind, name, labels, rest) => {
    const specs = Object.entries(labels).map(([label, values]) => [
      label,
      values === undefined ? text({ limit: 2_000_000 }) : oneOf(...values),
    ]);
    const options = { description: `About ${name}.`, labels: Object.fromEntries(specs), ...rest };
    const Meter = defineMeter({
      name,
      instruments: { instrument: instruments[kind](name, options) },
    });
    return new Meter({ store }).instrument;
  };
  return {
    store,
    counter: (name, labels) => make('counter', name, labels),
    gauge: (name, labels) => make('gauge', name, labels),
    histogram: (name, labels, bounds) => make('histogram', name, labels, { bounds }),
    /** The sum of all series of an instrument; of a histogram its observations. */
    total(name) {
      const family = store.families().find((candidate) => candidate.name === name);
      const width = family.bounds === undefined ? 1 : family.bounds.length + 2;
      const counts = width === 1 ? 1 : width - 1; // the last is the sum of what was observed
      let total = 0;
      for (const { values } of family.chunks)
        values.forEach((value, i) => {
          if (i % width < counts) total += value;
        });
      return total;
    },
  };
}
