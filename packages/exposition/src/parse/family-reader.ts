import { checkFamily } from './check-family.js';
import type { SampleLine } from './family-lines.js';
import type { ParsedFamily, ParsedFamilyType, ParsedSample } from './parsed-family.js';
import type { Metadata } from './read-metadata.js';
import { sampleSuffixes } from './sample-suffixes.js';
import type { Scanner } from './scanner.js';

interface OpenFamily {
  readonly name: string;
  readonly metadata: Map<Metadata['keyword'], Metadata>;
  readonly lines: SampleLine[];
  type: ParsedFamilyType;
  /** Names that samples of the family can have. */
  sampleNames: ReadonlySet<string>;
}

/** Puts the lines of a page together into families and checks each family when the next begins. */
export class FamilyReader {
  readonly #scanner: Scanner;
  readonly #families: ParsedFamily[] = [];
  /** Every name that a family has taken for itself or its samples. */
  readonly #taken = new Set<string>();
  #family: OpenFamily | undefined;

  constructor(scanner: Scanner) {
    this.#scanner = scanner;
  }

  describe(metadata: Metadata): void {
    const { keyword, name, start } = metadata;
    const open = this.#family;
    const family = open?.name === name ? open : this.#open(name, start, 'name-clash');
    if (family.metadata.has(keyword)) this.#scanner.fail('metadata-repeated', start);
    if (family.lines.length > 0) this.#scanner.fail('metadata-late', start);
    family.metadata.set(keyword, metadata);
    if (keyword === 'TYPE') this.#setType(family, metadata);
  }

  add(sample: ParsedSample, start: number): void {
    const open = this.#family;
    const family = open?.sampleNames.has(sample.name) ? open : this.#openFor(sample, start);
    family.lines.push({ sample, start });
  }

  finish(): readonly ParsedFamily[] {
    this.#close();
    return this.#families;
  }

  /** A sample without metadata begins a family of unknown type. */
  #openFor(sample: ParsedSample, start: number): OpenFamily {
    if (sample.name === this.#family?.name) this.#scanner.fail('sample-name', start);
    return this.#open(sample.name, start, 'family-interleaved');
  }

  #open(name: string, start: number, rule: 'name-clash' | 'family-interleaved'): OpenFamily {
    this.#close();
    this.#take(name, start, rule);
    this.#family = {
      name,
      metadata: new Map(),
      lines: [],
      type: 'unknown',
      sampleNames: new Set([name]),
    };
    return this.#family;
  }

  #setType(family: OpenFamily, { text, start, textStart }: Metadata): void {
    const suffixes = sampleSuffixes(this.#scanner.format, text);
    if (suffixes === undefined) this.#scanner.fail('type', textStart);
    for (const suffix of suffixes) {
      if (suffix !== '') this.#take(family.name + suffix, start, 'name-clash');
    }
    family.type = text === 'untyped' ? 'unknown' : (text as ParsedFamilyType); // has suffixes
    family.sampleNames = new Set(suffixes.map((suffix) => family.name + suffix));
  }

  #take(name: string, start: number, rule: 'name-clash' | 'family-interleaved'): void {
    if (this.#taken.has(name)) this.#scanner.fail(rule, start);
    this.#taken.add(name);
  }

  #close(): void {
    const family = this.#family;
    if (family === undefined) return;
    const { name, type, lines, metadata } = family;
    this.#checkUnit(family, metadata.get('UNIT'));
    checkFamily({
      format: this.#scanner.format,
      name,
      type,
      lines,
      refuse: (rule, line) => this.#scanner.fail(rule, line.start),
    });
    this.#families.push({
      name,
      type,
      unit: metadata.get('UNIT')?.text ?? '',
      help: metadata.get('HELP')?.text ?? '',
      samples: lines.map(({ sample }) => sample),
    });
  }

  #checkUnit({ name, type }: OpenFamily, unit: Metadata | undefined): void {
    if (unit === undefined || unit.text === '') return;
    if (!/^[a-zA-Z0-9_:]+$/.test(unit.text)) this.#scanner.fail('unit', unit.textStart);
    if (!name.endsWith(`_${unit.text}`)) this.#scanner.fail('unit-suffix', unit.start);
    if (type === 'info' || type === 'stateset') this.#scanner.fail('unit-unallowed', unit.start);
  }
}
