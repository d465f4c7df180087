import { type AllowedFinding, lintPage, type ParsedFamily } from '@meterkit/exposition';
import { type MatcherResult, nearestFirst } from '@meterkit/instruments/testing';
import { checkOptions } from './check-options.js';
import { type PageContent, type PageSource, parsePage, readPage } from './read-page.js';

export interface ValidPageOptions {
  /** What the page has to be. Default: what it says it is. */
  readonly format?: PageContent['format'];
  /** Conventions that families break on purpose. */
  readonly allow?: readonly AllowedFinding[];
}

/** Matchers of whole pages. */
export const pageMatchers = {
  async toBeValidPage(source: PageSource, options: ValidPageOptions = {}): Promise<MatcherResult> {
    checkOptions('toBeValidPage', options, ['format', 'allow']);
    const problems = problemsOf(await readPage(source), options);
    const message = () =>
      problems.length === 0
        ? 'expected the page not to be valid'
        : ['expected a valid page, got', ...problems.map((problem) => `  ${problem}`)].join('\n');
    return { pass: problems.length === 0, message };
  },

  async toHaveAtMostSeries(
    source: PageSource,
    limit: number,
    family?: string,
  ): Promise<MatcherResult> {
    const all = parsePage(await readPage(source));
    const counted = family === undefined ? all : [familyOf(all, family)];
    const count = counted.reduce((total, { samples }) => total + samples.length, 0);
    const message = () =>
      [
        `expected ${count > limit ? 'at most' : 'more than'} ${limit} series${family === undefined ? '' : ` of ${family}`}, got ${count}`,
        ...largest(counted).map((line) => `  ${line}`),
      ].join('\n');
    return { pass: count <= limit, message };
  },
};

function problemsOf(
  page: PageContent,
  { format, allow = [] }: ValidPageOptions,
): readonly string[] {
  const expected = { ...page, format: format ?? page.format };
  try {
    const findings = lintPage(parsePage(expected), { allow });
    return [...page.problems, ...findings.map(({ rule, message }) => `${message} (${rule})`)];
  } catch (error) {
    return [(error as Error).message]; // of the parser
  }
}

/** By its name or that of a sample. */
function familyOf(families: readonly ParsedFamily[], wanted: string): ParsedFamily {
  const found = families.find(
    ({ name, samples }) => name === wanted || samples.some((sample) => sample.name === wanted),
  );
  if (found !== undefined) return found;
  const names = families.map(({ name }) => name);
  const near = nearestFirst(wanted, names).slice(0, 3).join(', ');
  throw new Error(
    `${wanted}: expected a family of the page; ${near === '' ? 'it has none' : `nearest: ${near}`}`,
  );
}

const SHOWN = 5;

/** The families with most series, and how many values their labels have. */
function largest(families: readonly ParsedFamily[]): readonly string[] {
  const sorted = [...families].sort((a, b) => b.samples.length - a.samples.length);
  return sorted.slice(0, SHOWN).map(({ name, samples }) => {
    const values = new Map<string, Set<string>>();
    for (const [label, value] of samples.flatMap(({ labels }) => [...labels]))
      values.set(label, (values.get(label) ?? new Set()).add(value));
    const counts = [...values].map(([label, { size }]) => `${label} ${size}`);
    return `${name}: ${samples.length}${counts.length === 0 ? '' : `, values by label: ${counts.join(', ')}`}`;
  });
}
