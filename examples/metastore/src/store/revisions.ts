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
  #current = 0;
  #compacted = 0;

  /** Of the last change; 0 before the first. */
  get current(): number {
    return this.#current;
  }

  put(key: string, value: string): void {
    this.#current += 1;
    this.#add(key, value);
  }

  /** Deletes keys in one revision, and returns those that were there. Without any there is no change. */
  delete(keys: Iterable<string>): readonly string[] {
    const found = [...keys].filter((key) => this.#versions.get(key)?.at(-1)?.value !== undefined);
    if (found.length === 0) return [];
    this.#current += 1;
    for (const key of found) this.#add(key, undefined);
    return found;
  }

  /** The keys from `key` to before `end`, as they were at a revision; 0 is the current one, and no `limit`. */
  range({ key, end, revision, limit }: RangeRequest): readonly KeyAndValue[] {
    const at = this.#checked(revision || this.#current);
    const found: KeyAndValue[] = [];
    for (const name of end === '' ? [key] : this.#keys(key, end)) {
      if (limit > 0 && found.length === limit) break;
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
      if (versions.length === 0) this.#versions.delete(key);
    }
  }

  #checked(revision: number): number {
    if (revision >= this.#compacted && revision <= this.#current) return revision;
    const range = `expected one from ${this.#compacted} to ${this.#current}`;
    throw new StatusError(status.OUT_OF_RANGE, `revision: ${range}, got ${revision}`);
  }

  #add(key: string, value: string | undefined): void {
    const versions = this.#versions.get(key) ?? [];
    versions.push({ revision: this.#current, value });
    this.#versions.set(key, versions);
  }

  /** In order. */
  #keys(first: string, end: string): readonly string[] {
    return [...this.#versions.keys()].filter((key) => key >= first && key < end).sort();
  }
}
