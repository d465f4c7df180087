import type { FamilyColumns, FamilyType } from '../page-model.js';
import { sampleSuffixes } from '../parse/sample-suffixes.js';
import { unitWord } from './unit-words.js';
import { unreservedName } from './unreserved-name.js';

/**
 * What becomes of OpenTelemetry names: `underscores` are Prometheus's classic names (`http_requests`), `utf-8` keeps dots and
 * other characters and leaves them to the negotiated escaping scheme (`http.requests`). Suffixes are added in both.
 */
export type NameTranslation = 'underscores' | 'utf-8';

/** What of a family its name on the page follows from. */
export type NamedFamily = Pick<FamilyColumns, 'name' | 'type' | 'unit' | 'exactName'>;

/** The name that a family has in OpenMetrics, and its unit in a word. */
export interface FamilyName {
  /** Without `_total` or `_info`; `''` if nothing of the declared name can be on a page. */
  readonly name: string;
  /** `''` for none. */
  readonly unit: string;
}

/**
 * The name of a family on the page (OpenTelemetry, Prometheus and OpenMetrics Compatibility, Metric Metadata).
 *
 * Runs of discouraged characters become one `_`, and none is left at either end. A name that would begin with a digit, or in
 * `utf-8` with an underscore, begins with `metric_`. The unit's word is appended unless it is there; a `_total`
 * that a counter has already, or an `_info`, is taken off, for its samples get it back. An exact name loses only this.
 */
export function familyName(family: NamedFamily, translation: NameTranslation): FamilyName {
  const suffix = typeSuffix(family.type);
  if (family.exactName) {
    const carried =
      suffix !== '' && family.name.length > suffix.length && family.name.endsWith(suffix);
    return { name: carried ? family.name.slice(0, -suffix.length) : family.name, unit: '' };
  }
  const base = withoutWord(translate(family.name, translation), suffix.slice(1));
  const unit = unitWord(family.unit, family.type);
  if (base === '' || unit === '' || endsWithWord(base, unit)) return { name: base, unit };
  return { name: `${base}_${unit}`, unit };
}

/** What the one sample of a counter or an info has behind the name of its family; `''` for other types. */
export function typeSuffix(type: FamilyType): '_total' | '_info' | '' {
  switch (type) {
    case 'counter':
      return '_total';
    case 'info':
      return '_info';
    case 'plainCounter':
    case 'gauge':
    case 'histogram':
    case 'summary':
      return '';
  }
}

/**
 * The names that no other family may have, nor any of its samples: the family's own and those of all samples that its type
 * can have, be they written or not (OpenMetrics 1.0, Suffixes).
 */
export function occupiedNames(name: string, type: FamilyType): readonly string[] {
  const suffixes = sampleSuffixes('openmetrics', type) ?? [];
  return [name, ...suffixes.filter((suffix) => suffix !== '').map((suffix) => name + suffix)];
}

function translate(name: string, translation: NameTranslation): string {
  const kept =
    translation === 'utf-8' ? name : name.replace(/[^a-zA-Z0-9]+/g, '_').replace(/^_|_$/g, '');
  return kept === '' ? '' : unreservedName(kept, 'metric_');
}

/** Whatever separates the word: `jobs.total` is `jobs` in each translation. A name that is nothing else stays. */
function withoutWord(name: string, word: string): string {
  const isWhole = name.length <= word.length + 1;
  return word === '' || isWhole || !endsWithWord(name, word)
    ? name
    : name.slice(0, -word.length - 1);
}

function endsWithWord(name: string, word: string): boolean {
  if (!name.endsWith(word)) return false;
  return (
    name.length === word.length || /[^a-zA-Z0-9]/.test(name.charAt(name.length - word.length - 1))
  );
}
