import { type LabelSpecs, OTHER } from './label.js';
import { LabelDictionary } from './label-dictionary.js';
import { type LabelProblem, readLabel, undeclaredLabel } from './label-value.js';

/** Hears of a label that is not what the caller passed; of its value, where that says more than the problem. */
export type OnLabelProblem = (problem: LabelProblem, label: string, value?: string) => void;

/** The declared labels of a table: from what a caller passes to values, from values to dictionary ids. */
export class SeriesLabels {
  readonly dictionaries: readonly LabelDictionary[];
  /** Whether all of them are closed. */
  readonly closed: boolean;
  /** Combinations of the values that closed labels declare; 1 when there is no closed label. */
  readonly combinations: number;
  /** Label sets that there can be, those with absent labels and {@link OTHER} among them. */
  readonly possible: number;
  readonly #names: readonly string[];
  readonly #onProblem: OnLabelProblem;

  constructor(specs: LabelSpecs, onProblem: OnLabelProblem) {
    this.#names = Object.keys(specs);
    this.dictionaries = Object.entries(specs).map(
      ([name, spec]) => new LabelDictionary(name, spec),
    );
    const closed = this.dictionaries.filter((dictionary) => dictionary.closed);
    this.closed = closed.length === this.dictionaries.length;
    this.combinations = product(closed.map(declaredValues));
    this.possible = this.closed ? product(closed.map(({ values }) => values.length)) : Infinity;
    this.#onProblem = onProblem;
  }

  /** The value of each label, fit for a page; that of a closed label is one of its own. Runs code of the caller; never throws. */
  read(labels: unknown): readonly string[] {
    const undeclared = undeclaredLabel(labels, this.#names);
    if (undeclared !== undefined) this.#onProblem('undeclared', undeclared);
    return this.dictionaries.map((dictionary) => this.#read(labels, dictionary));
  }

  /** The ids of labels exactly as they are passed: none when one of them would be recorded as another value. Never throws. */
  idsAsPassed(labels: unknown): Uint32Array | undefined {
    const readings = this.#names.map((name) => readLabel(labels, name));
    const exact = readings.every(({ problem }) => problem === undefined || problem === 'missing');
    return exact ? this.ids(readings.map(({ value }) => value)) : undefined;
  }

  /** The ids of values, undefined when one of them is new. */
  ids(values: readonly string[]): Uint32Array | undefined {
    const ids = new Uint32Array(values.length);
    for (let i = 0; i < values.length; i++) {
      const id = values[i] === '' ? 0 : (this.dictionaries[i]?.idOf(values[i]) ?? -1);
      if (id < 0) return undefined;
      ids[i] = id;
    }
    return ids;
  }

  /** Whether one of the values is new and past its label's limit. */
  fold(values: readonly string[]): boolean {
    return this.dictionaries.some((dictionary, i) => folds(dictionary, values[i] ?? ''));
  }

  /** The ids of values; a new one past its label's limit is {@link OTHER}. */
  intern(values: readonly string[]): Uint32Array {
    return Uint32Array.from(this.dictionaries, (dictionary, i) => {
      const value = values[i] ?? '';
      if (value === '') return 0;
      if (!folds(dictionary, value)) return dictionary.intern(value);
      this.#onProblem('value_limit', dictionary.name, value);
      return dictionary.intern(OTHER);
    });
  }

  /** A row uses these ids from now on. */
  retain(ids: Uint32Array): void {
    this.dictionaries.forEach((dictionary, i) => void dictionary.retain(ids[i] as number)); // as many ids
  }

  /** A row no longer uses them. */
  release(ids: Uint32Array): void {
    this.dictionaries.forEach((dictionary, i) => void dictionary.release(ids[i] as number)); // as many ids
  }

  /** Every combination of declared closed values, beside the open values of `ids`. */
  *siblings(ids: ArrayLike<number>): Iterable<Uint32Array> {
    for (let n = 0; n < this.combinations; n++) {
      let rest = n;
      const sibling = Uint32Array.from(ids);
      for (let i = sibling.length - 1; i >= 0; i--) {
        const dictionary = this.dictionaries[i];
        if (!dictionary?.closed) continue;
        sibling[i] = 1 + (rest % declaredValues(dictionary));
        rest = Math.floor(rest / declaredValues(dictionary));
      }
      yield sibling;
    }
  }

  #read(labels: unknown, dictionary: LabelDictionary): string {
    const { value, problem = missing(dictionary, value) } = readLabel(labels, dictionary.name);
    if (problem !== undefined) this.#onProblem(problem, dictionary.name);
    if (problem !== undefined || !dictionary.closed || dictionary.idOf(value) > 0) return value;
    this.#onProblem('outside_closed_set', dictionary.name, value);
    return OTHER;
  }
}

/** An empty label is an absent one; an open label may be empty on purpose. */
function missing({ closed }: LabelDictionary, value: string): LabelProblem | undefined {
  return closed && value === '' ? 'missing' : undefined;
}

function folds(dictionary: LabelDictionary, value: string): boolean {
  return value !== '' && value !== OTHER && dictionary.full && dictionary.idOf(value) < 0;
}

function declaredValues({ values }: LabelDictionary): number {
  return values.length - 2; // the absent one and OTHER apart
}

function product(numbers: readonly number[]): number {
  return numbers.reduce((result, number) => result * number, 1);
}
