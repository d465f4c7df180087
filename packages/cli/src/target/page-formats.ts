import {
  type PageFormat,
  type ParsedFamily,
  parseOpenMetrics,
  parsePrometheusText,
} from '@meterkit/exposition';
import { readContentType } from './read-content-type.js';

/** A format that a page can be asked in. */
export interface TargetFormat {
  readonly name: string;
  readonly accept: string;
  readonly type: string;
  readonly version: string | undefined;
  /** How it is read here; undefined where it is only recognised. */
  readonly grammar: PageFormat | undefined;
}

export const pageFormats: readonly TargetFormat[] = [
  ...['1.0.0', '0.0.1'].map((version) => ({
    name: `OpenMetrics ${version}`,
    accept: `application/openmetrics-text;version=${version}`,
    type: 'application/openmetrics-text',
    version,
    grammar: 'openmetrics' as const,
  })),
  ...['1.0.0', '0.0.4'].map((version) => ({
    name: `Prometheus text ${version}`,
    accept: `text/plain;version=${version}`,
    type: 'text/plain',
    version,
    grammar: 'text' as const,
  })),
  {
    name: 'Prometheus protobuf',
    accept:
      'application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited',
    type: 'application/vnd.google.protobuf',
    version: undefined,
    grammar: undefined,
  },
];

/** Asks for what says most: OpenMetrics, and text of who has no other. */
export const BEST_ACCEPT =
  'application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.8,text/plain;version=0.0.4;q=0.5';

/** The format that a content type names. Text without a version is 0.0.4, as for Prometheus. */
export function formatOf(contentType: string | undefined): TargetFormat | undefined {
  const { type, parameters } = readContentType(contentType);
  const version = parameters.get('version') ?? (type === 'text/plain' ? '0.0.4' : undefined);
  return pageFormats.find(
    (format) => format.type === type && format.version === (format.version && version),
  );
}

/** @throws PageSyntaxError */
export function parsePage(page: string | Uint8Array, grammar: PageFormat): readonly ParsedFamily[] {
  return grammar === 'openmetrics' ? parseOpenMetrics(page) : parsePrometheusText(page);
}

/** The grammar of a page without a content type: OpenMetrics has a last line. */
export function grammarOf(text: string): PageFormat {
  return /^# EOF$/m.test(text.slice(-16)) ? 'openmetrics' : 'text';
}
