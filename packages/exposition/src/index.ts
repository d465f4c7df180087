export type { AssembleOptions } from './assemble/assemble-options.js';
export { assemblePage } from './assemble/assemble-page.js';
export { selectFamilies } from './assemble/select-families.js';
export { type AllowedFinding, type Finding, type LintOptions, lintPage } from './lint/lint-page.js';
export type { LintRuleName } from './lint/lint-rules.js';
export { type LabelNaming, labelName } from './names/label-name.js';
export {
  familyName,
  type NamedFamily,
  type NameTranslation,
  typeSuffix,
} from './names/metric-name.js';
export { type EscapingScheme, escapingSchemes } from './negotiate/escaping-scheme.js';
export { type Negotiation, type NegotiationRequest, negotiate } from './negotiate/negotiate.js';
export type { ContentEncoding } from './negotiate/negotiate-encoding.js';
export type { PageFormat } from './negotiate/page-format.js';
export type {
  ConstantLabel,
  Page,
  PageFamily,
  PageLabel,
  PageProblem,
  PageProblemKind,
} from './page.js';
export type {
  Exemplar,
  FamilyColumns,
  FamilyType,
  LabelColumn,
  RowChunk,
  Scope,
} from './page-model.js';
export type { PageRule } from './parse/page-rules.js';
export { PageSyntaxError } from './parse/page-syntax-error.js';
export { parseOpenMetrics } from './parse/parse-openmetrics.js';
export { parsePrometheusText } from './parse/parse-prometheus-text.js';
export type {
  ParsedExemplar,
  ParsedFamily,
  ParsedFamilyType,
  ParsedSample,
} from './parse/parsed-family.js';
export { sampleValue } from './parse/sample-value.js';
export { pageBytes } from './write/page-bytes.js';
export { pageText } from './write/page-text.js';
export { createPageWriter, type PageWriter, type PageWriterOptions } from './write/page-writer.js';
export { WritePace } from './write/write-pace.js';
export { type PageSink, type WritePageOptions, writePage } from './write/write-page.js';
