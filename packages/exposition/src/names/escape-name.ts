import type { EscapingScheme } from '../negotiate/escaping-scheme.js';

/** Names of labels have no colon. */
export type NameKind = 'metric' | 'label';

const plainNames = {
  metric: /^[a-zA-Z_:][a-zA-Z0-9_:]*$/,
  label: /^[a-zA-Z_][a-zA-Z0-9_]*$/,
} as const;

/** Whether every scraper can read the name, without quotes around it. */
export function isPlainName(name: string, kind: NameKind): boolean {
  return plainNames[kind].test(name);
}

/**
 * The name that a scraper gets by the scheme it asked for (Prometheus, Escaping Schemes). A plain name is the same in each, as
 * in Prometheus's own writers. `values` writes hexadecimals in lower case, as they do; `dots` gives one `_` for any
 * other character, as the text demands. A lone surrogate becomes U+FFFD.
 */
export function escapeName(name: string, scheme: EscapingScheme, kind: NameKind): string {
  if (isPlainName(name, kind)) return name;
  const wellFormed = name.replace(/\p{Surrogate}/gu, '\ufffd');
  if (scheme === 'allow-utf-8') return wellFormed;
  const escaped = Array.from(wellFormed, (character, i) => {
    if (isPlainName(i === 0 ? character : `_${character}`, kind)) {
      return character === '_' && scheme !== 'underscores' ? '__' : character;
    }
    return escapeCharacter(character, scheme);
  });
  return (scheme === 'values' ? 'U__' : '') + escaped.join('');
}

function escapeCharacter(
  character: string,
  scheme: Exclude<EscapingScheme, 'allow-utf-8'>,
): string {
  switch (scheme) {
    case 'underscores':
      return '_';
    case 'dots':
      return character === '.' ? '_dot_' : '_';
    case 'values':
      return `_${(character.codePointAt(0) ?? 0).toString(16)}_`;
  }
}
