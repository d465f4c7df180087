import { ascendingNumbers, lists, strings } from '../option-kinds.js';
import { byInstrument, patterns } from './name-patterns.js';

/** What is changed of instruments by their names. */
export const instruments = {
  disabled: patterns(
    'METERKIT_INSTRUMENTS_DISABLED',
    'Instruments that record nothing, by name as declared; `*` stands for any text.',
  ),
  bounds: ascendingNumbers({
    ...byInstrument,
    env: 'METERKIT_INSTRUMENTS_BOUNDS',
    description: 'Bounds of histograms, in the place of those declared.',
  }),
  dropLabels: lists({
    ...byInstrument,
    inPolicy: true,
    env: 'METERKIT_INSTRUMENTS_DROP_LABELS',
    entryRule: 'names of labels',
    acceptsItem: (label) => label !== '',
    description: 'Labels that are not on the page: the series that differ in them only become one.',
  }),
  rename: strings({
    env: 'METERKIT_INSTRUMENTS_RENAME',
    nameRule: 'the name of an instrument',
    acceptsName: (name) => /^[A-Za-z][\w.\-/]*$/.test(name),
    entryRule: 'the name of an instrument: a letter, then letters, digits and "_.-/", 255 at most',
    acceptsString: (name) => /^[A-Za-z][\w.\-/]{0,254}$/.test(name),
    description: 'Other names of instruments on the page, before unit and `_total` are appended.',
  }),
};
