/** What Express 4 keeps of a parameter. */
export interface PathKey {
  readonly name: string | number;
}

/**
 * The template that Express 4 has made a mount's regular expression of: of `/^\/t\/(?:([^\/]+?))\/?(?=\/|$)/i` with the key
 * `id`, `/t/:id`. An expression that is not made by Express is given as it is written, for it is a template too.
 */
export function mountOfRegExp(regexp: RegExp, keys: readonly PathKey[]): string {
  const { source } = regexp;
  const alternatives = source.split('|^').map((part) => part.replace(/^\^/, ''));
  const left = [...keys];
  const templates = alternatives.map((alternative) => readTemplate(alternative, left));
  return templates.includes(undefined) ? String(regexp) : templates.join('|');
}

/** Up to the end that Express appends. */
const MOUNT_END = /(?:\\\/\?)?\(\?=\\\/\|\$\)$/;

function readTemplate(source: string, keys: PathKey[]): string | undefined {
  const text = source.replace(MOUNT_END, '');
  let template = '';
  for (let at = 0; at < text.length; ) {
    const token = text[at] === '(' ? readGroup(text, at, keys) : readLiteral(text, at);
    if (token === undefined) return undefined;
    template += token.template;
    at = token.end;
  }
  return template;
}

interface Token {
  readonly template: string;
  readonly end: number;
}

/** A parameter, `(?:\/([^\/]+?))` and, when it is optional, a question mark; or a wildcard, `(.*)`. */
function readGroup(text: string, start: number, keys: PathKey[]): Token | undefined {
  const end = endOfGroup(text, start);
  const group = text.slice(start, end);
  if (group === '(.*)') {
    keys.shift();
    return { template: '*', end };
  }
  const [, prefix] = /^\(\?:(\\[/.])?\(/.exec(group) ?? (group.startsWith('(?') ? [] : ['', '']);
  const key = keys.shift();
  if (key === undefined || (prefix === undefined && !group.startsWith('(?:('))) return undefined;
  const optional = text[end] === '?';
  const template = `${(prefix ?? '').slice(1)}:${key.name}${optional ? '?' : ''}`;
  return { template, end: optional ? end + 1 : end };
}

function endOfGroup(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === '(') depth++;
    else if (text[at] === ')' && --depth === 0) return at + 1;
  }
  return text.length;
}

function readLiteral(text: string, at: number): Token | undefined {
  const escaped = text[at] === '\\';
  const character = text[escaped ? at + 1 : at] ?? '';
  // \d and its like, and what repeats or chooses, were written by the user.
  if (escaped ? /[\w]/.test(character) : /[[\]{}?+*|^$.]/.test(character)) return undefined;
  return { template: character, end: at + (escaped ? 2 : 1) };
}
