import { integer } from '../option-kinds.js';

/** How many series there may be. */
export const limits = {
  seriesPerInstrument: integer({
    default: 2000,
    min: 1,
    max: 10_000_000,
    env: 'METERKIT_LIMITS_SERIES_PER_INSTRUMENT',
    description: 'Series of one instrument; measurements past it go to its overflow series.',
  }),
  series: integer({
    default: 1_000_000,
    min: 1,
    max: 100_000_000,
    env: 'METERKIT_LIMITS_SERIES',
    description: 'Series of all instruments together.',
  }),
};
