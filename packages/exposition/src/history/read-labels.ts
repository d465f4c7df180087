export type Label = readonly [name: string, value: string];

const PAIR = /([^=,{]+)="((?:[^"\\]|\\.)*)"/g;

/** The labels of a series, from what a page has between its braces. */
export function readLabels(text: string): readonly Label[] {
  return Array.from(text.matchAll(PAIR), ([, name = '', value = '']) => [name, unescaped(value)]);
}

function unescaped(value: string): string {
  return value.includes('\\')
    ? value.replace(/\\(.)/g, (_, character: string) => (character === 'n' ? '\n' : character))
    : value;
}
