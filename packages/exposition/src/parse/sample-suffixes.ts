import type { PageFormat } from '../negotiate/page-format.js';

const suffixes: Readonly<Record<PageFormat, ReadonlyMap<string, readonly string[]>>> = {
  openmetrics: new Map([
    ['counter', ['_total', '_created']],
    ['gauge', ['']],
    ['histogram', ['_bucket', '_count', '_sum', '_created']],
    ['gaugehistogram', ['_bucket', '_gcount', '_gsum']],
    ['stateset', ['']],
    ['info', ['_info']],
    ['summary', ['', '_count', '_sum', '_created']],
    ['unknown', ['']],
  ]),
  text: new Map([
    ['counter', ['']],
    ['gauge', ['']],
    ['histogram', ['_bucket', '_count', '_sum']],
    ['summary', ['', '_count', '_sum']],
    ['untyped', ['']],
  ]),
};

/**
 * What follows the family's name in the names of its samples, by the word of the TYPE line (OpenMetrics 1.0, Suffixes).
 * Undefined for a word that the format does not know.
 */
export function sampleSuffixes(format: PageFormat, type: string): readonly string[] | undefined {
  return suffixes[format].get(type);
}
