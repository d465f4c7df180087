import type { InstrumentKind } from '@meterkit/instruments';
import type { Family } from '../families/family.js';
import type { DashboardSpec, QuestionSpec } from './dashboard-spec.js';
import { inWords } from './in-words.js';
import { instrumentRow } from './instrument-row.js';
import { instrumentStat } from './instrument-stat.js';

/** An instrument of a meter, and the family that it is on the page. */
export interface MeterInstrument {
  readonly kind: InstrumentKind;
  readonly family: Family;
}

interface DashboardMeter {
  /** With the namespace that the service gives it, if any. */
  readonly name: string;
  readonly instruments: readonly MeterInstrument[];
}

/** Two lines of the overview. */
const MAX_STATS = 12;

/** What any meter can be asked, in the order of its definition. Instruments of which one graph says all share the last row. */
export function meterDashboard({ name, instruments }: DashboardMeter): DashboardSpec {
  const rows = instruments.map(instrumentRow);
  const plain = rows.filter((row) => !isRich(row)).flatMap(({ panels }) => panels);
  const last = plain.length === 0 ? [] : [{ question: 'Single values', panels: plain }];
  return {
    name: name.toLowerCase().replace(/[^a-z0-9]+/g, '-'),
    title: inWords(name),
    description: `What the meter "${name}" measures.`,
    variables: [...new Set(instruments.flatMap(({ family }) => openLabels(family)))],
    overview: instruments.slice(0, MAX_STATS).map(instrumentStat),
    questions: [...rows.filter(isRich), ...last],
  };
}

function isRich({ panels }: QuestionSpec): boolean {
  return panels.length > 1;
}

function openLabels({ labels }: Family): readonly string[] {
  return [...labels].flatMap(([label, { values }]) => (values === undefined ? [label] : []));
}
