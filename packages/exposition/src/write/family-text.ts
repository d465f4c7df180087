import { isPlainName } from '../names/escape-name.js';
import { typeSuffix } from '../names/metric-name.js';
import type { PageFormat } from '../negotiate/page-format.js';
import type { ConstantLabel, PageFamily } from '../page.js';
import type { FamilyType } from '../page-model.js';
import { type PaddedText, paddedText } from './block.js';
import { escapeLine, escapeQuoted } from './escape-text.js';
import { type LabelFragments, labelFragments } from './label-fragments.js';
import { thresholdText } from './threshold-text.js';

/** All text of a family that is the same for each of its rows. */
export interface FamilyText {
  readonly metadata: Uint8Array;
  readonly labels: readonly LabelFragments[];
  /** Name and constant labels of the only or the first sample of a row; they end in `{` or `,`. */
  readonly head: PaddedText;
  readonly sumHead: PaddedText;
  readonly countHead: PaddedText;
  readonly createdHead: PaddedText;
  /** `le="1.0"} ` for each bucket, the last being +Inf; `quantile="0.5"} ` for each quantile. */
  readonly thresholds: readonly PaddedText[];
  readonly longestThreshold: number;
}

const texts = new WeakMap<PageFamily, Map<PageFormat, FamilyText>>();

/** The text of a family, made once for each format. */
export function familyText(family: PageFamily, format: PageFormat): FamilyText {
  const byFormat = texts.get(family) ?? new Map<PageFormat, FamilyText>();
  const text = byFormat.get(format) ?? createText(family, format);
  texts.set(family, byFormat.set(format, text));
  return text;
}

/** A name where it stands alone or before `=`: in quotes when not every scraper can read it otherwise. */
function nameText(name: string, kind: 'metric' | 'label'): string {
  return isPlainName(name, kind) ? name : `"${escapeQuoted(name)}"`;
}

function createText(family: PageFamily, format: PageFormat): FamilyText {
  const { name, type, constants } = family;
  const first = type === 'histogram' ? '_bucket' : typeSuffix(type);
  const thresholds = thresholdsOf(family).map((text) => paddedText(`${text}} `));
  return {
    metadata: Buffer.from(
      format === 'openmetrics' ? openMetricsMetadata(family) : textMetadata(family),
    ),
    labels: family.labels.map((label) =>
      labelFragments(label.column, nameText(label.name, 'label')),
    ),
    head: headText(name + first, constants),
    sumHead: headText(`${name}_sum`, constants),
    countHead: headText(`${name}_count`, constants),
    createdHead: headText(`${name}_created`, constants),
    thresholds,
    longestThreshold: Math.max(0, ...thresholds.map(({ length }) => length)),
  };
}

/** The last label of the lines of a row. */
function thresholdsOf({ type, columns: { bounds = [] } }: PageFamily): readonly string[] {
  if (type === 'summary') return bounds.map((quantile) => `quantile="${thresholdText(quantile)}"`);
  if (type !== 'histogram') return [];
  return [...bounds, Number.POSITIVE_INFINITY].map((bound) => `le="${thresholdText(bound)}"`);
}

/** The order of OpenMetrics 1.0, MetricFamily metadata. */
function openMetricsMetadata({ name, type, unit, help }: PageFamily): string {
  const written = nameText(name, 'metric');
  const unitLine = unit === '' ? '' : `# UNIT ${written} ${unit}\n`;
  const helpLine = help === '' ? '' : `# HELP ${written} ${escapeQuoted(helpText(help))}\n`;
  const word = type === 'plainCounter' ? 'unknown' : type;
  return `# TYPE ${written} ${word}\n${unitLine}${helpLine}`;
}

/** Text 0.0.4 names the samples, knows no info and no unit, and has no escape for a quote. */
function textMetadata({ name, type, help }: PageFamily): string {
  const written = nameText(name + typeSuffix(type), 'metric');
  const helpLine = help === '' ? '' : `# HELP ${written} ${escapeLine(helpText(help))}\n`;
  return `${helpLine}# TYPE ${written} ${textType(type)}\n`;
}

function textType(type: FamilyType): string {
  if (type === 'info') return 'gauge';
  return type === 'plainCounter' ? 'counter' : type;
}

/** A carriage return is legal in HELP, but before the end of the line it would read as a line end of Windows. */
function helpText(description: string): string {
  return description.replace(/\r\n?/g, '\n');
}

function headText(sample: string, constants: readonly ConstantLabel[]): PaddedText {
  const opening = isPlainName(sample, 'metric') ? `${sample}{` : `{${nameText(sample, 'metric')},`;
  const labels = constants.map(
    ({ name, value }) => `${nameText(name, 'label')}="${escapeQuoted(value)}",`,
  );
  return paddedText(opening + labels.join(''));
}
