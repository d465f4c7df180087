import { assemblePage, createPageWriter, pageText, writePage } from '@meterkit/exposition';
import {
  counter,
  createStore,
  defineMeter,
  gauge,
  histogram,
  oneOf,
  text,
} from '@meterkit/instruments';

/** Of series and of values, for the other libraries have none. */
const LIMIT = 2_000_000;

/**
 * Instruments of Meterkit in a store of their own. `labels` is an object of the labels' values, `undefined` where any may
 * come. The other contestants have the same functions.
 */
export function openLibrary() {
  const store = createStore({ seriesLimit: LIMIT });
  const assemble = () => assemblePage(store.families(), {});
  return {
    store,
    counter: (name, labels) => make(store, counter, name, labels),
    gauge: (name, labels) => make(store, gauge, name, labels),
    /** `more`: what the others do not have, such as `sampleTimers`. */
    histogram: (name, labels, bounds, more) =>
      make(store, histogram, name, labels, { bounds, ...more }),
    increment: (counter, amount, labels) => counter.add(amount, labels),
    observe: (histogram, value, labels) => histogram.record(value, labels),
    /** The value of each series of an instrument; of a histogram its number of observations. */
    values: (name) => valuesOf(store.families().find((family) => family.name === name)),
    /** Makes the page as for a scraper, bytes and all, and throws it away. */
    page: () => writePage(createPageWriter(assemble(), { format: 'text' }), () => undefined),
    text: () => pageText(assemble(), { format: 'text' }),
    /** Serves the page and returns its address. */
    async listen() {
      const { init } = await import('@meterkit/sdk');
      const limits = { series: LIMIT };
      const automatic = { http: 'off', process: false, runtime: false };
      const telemetry = await init({
        store,
        limits,
        automatic,
        scrape: { port: 0 },
        logLevel: 'error',
      });
      return telemetry.scrapeUrl;
    },
  };
}

function make(store, declare, name, labels, more) {
  const specs = Object.entries(labels).map(([label, values]) => [
    label,
    values === undefined ? text({ limit: LIMIT }) : oneOf(...values),
  ]);
  const declared = { labels: Object.fromEntries(specs), seriesLimit: LIMIT, ...more };
  const options = { description: `About ${name}.`, ...declared };
  const definition = { name, instruments: { instrument: declare(name, options) } };
  return new (defineMeter(definition))({ store }).instrument;
}

function valuesOf({ bounds, rowCount, chunks, chunkShift }) {
  const width = bounds === undefined ? 1 : bounds.length + 2;
  return Array.from({ length: rowCount }, (_, row) => {
    const from = (row & ((1 << chunkShift) - 1)) * width;
    const cells = chunks[row >> chunkShift].values.subarray(from, from + width);
    if (width === 1) return cells[0];
    return cells.subarray(0, -1).reduce((count, bucket) => count + bucket, 0); // the last cell is the sum
  });
}
