/** One element of a header such as `Accept` or `Accept-Encoding`. */
export interface WeightedItem {
  /** In lower case: `text/plain`, `gzip`. */
  readonly value: string;
  /** Without `q`. Names are in lower case; values are as they stand, without their quotes. */
  readonly parameters: ReadonlyMap<string, string>;
  /** `q`, from 0 to 1. */
  readonly weight: number;
}

const ITEM = /^[\w!#$%&'*+.^`|~/-]+$/;
const QUOTED = /^"(?:[^"\\]|\\.)*"$/s;
const WEIGHT = /^(?:0?\.\d+|[01](?:\.\d*)?)$/;

/**
 * The elements of a comma-separated header with their parameters and weights, in the order of the header (RFC 9110,
 * 5.6 and 12.4.2). What is not well-formed is left out. The time is proportional to the length, whatever the header holds.
 */
export function weightedItems(header: string): readonly WeightedItem[] {
  return splitUnquoted(header, ',').flatMap((element) => weightedItem(element) ?? []);
}

function weightedItem(element: string): WeightedItem | undefined {
  const [value = '', ...rest] = splitUnquoted(element, ';').map((part) => part.trim());
  if (!ITEM.test(value)) return undefined;
  const parameters = new Map<string, string>();
  for (const part of rest) {
    const [name = '', ...pieces] = part.split('=');
    const text = unquote(pieces.join('=').trim());
    if (text === undefined) return undefined;
    parameters.set(name.trim().toLowerCase(), text);
  }
  const q = parameters.get('q') ?? '1';
  parameters.delete('q');
  const weight = WEIGHT.test(q) ? Number(q) : Number.NaN;
  return weight <= 1 ? { value: value.toLowerCase(), parameters, weight } : undefined;
}

/** Splits at a separator that is not within quotes. A quote that is never closed lasts to the end. */
function splitUnquoted(text: string, separator: string): readonly string[] {
  const parts: string[] = [];
  let start = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (character === '"') quoted = !quoted;
    else if (character === '\\' && quoted) at++;
    else if (character === separator && !quoted) {
      parts.push(text.slice(start, at));
      start = at + 1;
    }
  }
  parts.push(text.slice(start));
  return parts;
}

function unquote(text: string): string | undefined {
  if (!text.startsWith('"')) return text;
  return QUOTED.test(text) ? text.slice(1, -1).replace(/\\(.)/gs, '$1') : undefined;
}
