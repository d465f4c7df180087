import { status } from '@grpc/grpc-js';
import type { KeyAndValue, RangeRequest } from '../grpc/protocol.js';
import { StatusError } from '../grpc/status-error.js';

interface Version {
  readonly revision: number;
  /** Undefined: deleted. */
  readonly value: string | undefined;
}

/** Keys with all their values, by revision, until they are compacted (MVCC). Each change is one revision. */
export class Revisions {
  readonly #versions = new Map<string, Version[]>();
  /** In order. */
  readonly #keys: string[] = [];
  #current = 0;
  #compacted = 0;

  /** Of the last change; 0 before the first. */
  get current(): number {
    return this.#current;
  }

  put(key: string, value: string): void {
    this.#add(key, { revision: ++this.#current, value });
  }

  /** Deletes keys in one revision, and returns those that were there. Without any there is no change. */
  delete(keys: Iterable<string>): readonly string[] {
    const found = [...keys].filter((key) => this.#versions.get(key)?.at(-1)?.value !== undefined);
    if (found.length === 0) return [];
    this.#current += 1;
    for (const key of found) this.#add(key, { revision: this.#current, value: undefined });
    return found;
  }

  /** The keys from `key` to before `end`, as they were at a revision; 0 is the current one, and no `limit`. */
  range({ key, end, revision, limit }: RangeRequest): readonly KeyAndValue[] {
    const at = this.#checked(revision || this.#current);
    const found: KeyAndValue[] = [];
    for (let i = this.#position(key); i < this.#keys.length; i++) {
      const name = this.#keys[i] ?? '';
      const isPast = end === '' ? name !== key : name >= end;
      if (isPast || (limit > 0 && found.length === limit)) break;
      const version = this.#versions.get(name)?.findLast((each) => each.revision <= at);
      if (version?.value === undefined) continue;
      found.push({ key: name, value: version.value, revision: version.revision });
    }
    return found;
  }

  /** Forgets what was overwritten or deleted at or before a revision. Older revisions can no longer be read. */
  compact(revision: number): void {
    this.#compacted = this.#checked(revision);
    for (const [key, versions] of this.#versions) {
      const last = versions.findLastIndex((version) => version.revision <= revision);
      const isDeleted = last >= 0 && versions[last]?.value === undefined;
      versions.splice(0, isDeleted ? last + 1 : Math.max(last, 0));
      if (versions.length === 0) this.#remove(key);
    }
  }

  #checked(revision: number): number {
    if (revision >= this.#compacted && revision <= this.#current) return revision;
    const range = `expected one from ${this.#compacted} to ${this.#current}`;
    throw new StatusError(status.OUT_OF_RANGE, `revision: ${range}, got ${revision}`);
  }

  #add(key: string, version: Version): void {
    const versions = this.#versions.get(key);
    if (versions !== undefined) return void versions.push(version);
    this.#versions.set(key, [version]);
    this.#keys.splice(this.#position(key), 0, key);
  }

  #remove(key: string): void {
    this.#versions.delete(key);
    this.#keys.splice(this.#position(key), 1);
  }

  /** Where a key is, or would be. */
  #position(key: string): number {
    let [low, high] = [0, this.#keys.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#keys[middle] ?? '') < key) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
