import { escapeName } from '../names/escape-name.js';
import { labelName } from '../names/label-name.js';
import { familyName, occupiedNames, typeSuffix } from '../names/metric-name.js';
import { unreservedName } from '../names/unreserved-name.js';
import type { EscapingScheme } from '../negotiate/escaping-scheme.js';
import type { ConstantLabel, PageFamily } from '../page.js';
import type { FamilyColumns, Scope } from '../page-model.js';
import type { AssembleOptions } from './assemble-options.js';

/** The rows of one instrument as they would be on a page by themselves. */
export interface PageStream {
  readonly family: PageFamily;
  /** What no other family may be called, nor its samples. */
  readonly occupied: readonly string[];
  /** Two labels have one name: the rows cannot be written as they stand. */
  readonly joinsLabels: boolean;
}

const known = new WeakMap<FamilyColumns, Map<string, PageStream>>();

/** Converts the names of a stream, once for each way of naming. `optionsKey` is equal for equal options. */
export function pageStream(
  columns: FamilyColumns,
  options: AssembleOptions,
  optionsKey: string,
): PageStream {
  const byOptions = known.get(columns) ?? new Map<string, PageStream>();
  const stream = byOptions.get(optionsKey) ?? createStream(columns, options);
  known.set(columns, byOptions.set(optionsKey, stream));
  return stream;
}

function createStream(columns: FamilyColumns, options: AssembleOptions): PageStream {
  const { translation = 'underscores', escaping = 'underscores' } = options;
  const { type, exactName } = columns;
  const declared = familyName(columns, translation);
  const escaped = escapeFamilyName(declared.name, typeSuffix(type), escaping);
  const isFree = exactName || escaped === '';
  const name = isFree ? escaped : unreservedName(escaped, 'metric_');
  const labels = columns.labels.map((column) => {
    return { name: labelName(column.name, type, { translation, escaping, exactName }), column };
  });
  const isTarget = type === 'info' && name === 'target';
  const constants = isTarget ? [] : constantLabels(columns, options, labels);
  const names = [...labels, ...constants].map((label) => label.name);
  return {
    family: {
      name,
      type,
      unit: name.endsWith(`_${declared.unit}`) ? declared.unit : '',
      help: columns.description,
      labels,
      constants,
      columns,
    },
    occupied: occupiedNames(name, type),
    joinsLabels: new Set(names).size < names.length,
  };
}

/** What is escaped is the name that a query uses, with `_total` or `_info`. */
function escapeFamilyName(name: string, suffix: string, escaping: EscapingScheme): string {
  if (name === '') return '';
  const escaped = escapeName(name + suffix, escaping, 'metric');
  return escaped.slice(0, escaped.length - suffix.length);
}

/** Those of the scope always, so that they join equal ones; those of the page where the family has no such label. */
function constantLabels(
  { scope, type }: FamilyColumns,
  options: AssembleOptions,
  labels: readonly { readonly name: string }[],
): readonly ConstantLabel[] {
  const { translation = 'underscores', escaping = 'underscores' } = options;
  const constants = options.scopeLabels === true ? scopeLabels(scope) : [];
  for (const [key, value] of Object.entries(options.constantLabels ?? {})) {
    const name = labelName(key, type, { translation, escaping });
    const isTaken = [...labels, ...constants].some((label) => label.name === name);
    if (value !== '' && !isTaken) constants.push({ name, value });
  }
  return constants;
}

/** OpenTelemetry, Prometheus and OpenMetrics Compatibility, Instrumentation Scope. */
function scopeLabels({ name, version = '', schemaUrl = '' }: Scope): ConstantLabel[] {
  const labels = [
    { name: 'otel_scope_name', value: name },
    { name: 'otel_scope_version', value: version },
    { name: 'otel_scope_schema_url', value: schemaUrl },
  ];
  return labels.filter(({ value }) => value !== '');
}
