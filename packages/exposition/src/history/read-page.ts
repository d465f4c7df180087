export interface PageSample {
  readonly name: string;
  /** As they are between the braces. */
  readonly labels: string;
  readonly value: number;
}

export interface PageFamily {
  readonly name: string;
  readonly type: string;
  readonly unit: string;
  readonly help: string;
  readonly samples: readonly PageSample[];
}

export interface MetricsPage {
  readonly families: readonly PageFamily[];
  /** Whether it has its last line: without it a part may be missing. */
  readonly isWhole: boolean;
}

const SAMPLE = /^([^\s{]+)(?:\{((?:[^"}]|"(?:[^"\\]|\\.)*")*)\})? (\S+)/;
const METADATA = /^# (TYPE|UNIT|HELP) (\S+) ?(.*)$/;

/** Reads an OpenMetrics page that is known to be valid. A line that is none of its kinds is left out. */
export function readPage(text: string): MetricsPage {
  const families: WritableFamily[] = [];
  let family: WritableFamily | undefined;
  const lines = text.split('\n');
  for (const line of lines) {
    if (line.startsWith('#')) {
      const [, keyword, name = '', rest = ''] = METADATA.exec(line) ?? [];
      if (keyword === undefined) continue;
      if (family?.name !== name) {
        family = { name, type: 'unknown', unit: '', help: '', samples: [] };
        families.push(family);
      }
      if (keyword === 'TYPE') family.type = rest;
      else if (keyword === 'UNIT') family.unit = rest;
      else family.help = unescaped(rest);
    } else if (family !== undefined) {
      const [, name, labels = '', value = ''] = SAMPLE.exec(line) ?? [];
      if (name !== undefined) family.samples.push({ name, labels, value: readNumber(value) });
    }
  }
  return { families, isWhole: lines.at(-2) === '# EOF' && lines.at(-1) === '' };
}

type WritableFamily = { -readonly [Key in keyof PageFamily]: PageFamily[Key] } & {
  readonly samples: PageSample[];
};

function readNumber(text: string): number {
  if (text === '+Inf') return Infinity;
  return text === '-Inf' ? -Infinity : Number(text);
}

function unescaped(help: string): string {
  return help.replace(/\\(.)/g, (_, character: string) => (character === 'n' ? '\n' : character));
}
