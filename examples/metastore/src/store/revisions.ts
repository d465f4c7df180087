import { status } from '@grpc/grpc-js';
import type { KeyAndValue, RangeRequest, WatchEvent } from '../grpc/protocol.js';
import { StatusError } from '../grpc/status-error.js';

interface Version {
  readonly revision: number;
  /** Undefined: deleted. */
  readonly value: string | undefined;
  readonly leaseId: number;
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

  /** The key belongs to this lease from now on and to no other; 0 is none. */
  put(key: string, value: string, leaseId = 0): readonly WatchEvent[] {
    return this.#change([key], value, leaseId);
  }

  /** In one revision. Without any that is there it is no change. */
  delete(keys: readonly string[]): readonly WatchEvent[] {
    const found = keys.filter((key) => this.#versions.get(key)?.at(-1)?.value !== undefined);
    return found.length > 0 ? this.#change(found, undefined, 0) : [];
  }

  keysOf(leaseId: number): readonly string[] {
    const leased = [...this.#versions].filter(([, all]) => all.at(-1)?.leaseId === leaseId);
    return leased.map(([key]) => key);
  }

  /** The keys from `key` to before `end`, as they were at a revision; 0 is the current one, and no `limit`. */
  range({ key, end, revision, limit }: RangeRequest): readonly KeyAndValue[] {
    const at = this.#checked(revision || this.#current);
    const isInside = (name: string) => name >= key && name < end;
    const names = end === '' ? [key] : [...this.#versions.keys()].filter(isInside).sort();
    const found = names.flatMap((name) => {
      const version = this.#versions.get(name)?.findLast((each) => each.revision <= at);
      if (version?.value === undefined) return [];
      return { key: name, value: version.value, revision: version.revision };
    });
    return limit > 0 ? found.slice(0, limit) : found;
  }

  /** Forgets what was overwritten or deleted at or before a revision. Older revisions can no longer be read. */
  compact(revision: number): void {
    this.#compacted = this.#checked(revision);
    for (const [key, versions] of this.#versions) {
      const last = versions.findLastIndex((version) => version.revision <= revision);
      const kept = versions.slice(Math.max(last, 0));
      if (kept[0]?.value === undefined) kept.shift(); // that it was deleted is no longer news
      if (kept.length > 0) this.#versions.set(key, kept);
      else this.#versions.delete(key);
    }
  }

  #checked(revision: number): number {
    if (revision >= this.#compacted && revision <= this.#current) return revision;
    const range = `expected one from ${this.#compacted} to ${this.#current}`;
    throw new StatusError(status.OUT_OF_RANGE, `revision: ${range}, got ${revision}`);
  }

  #change(keys: readonly string[], value: string | undefined, leaseId: number) {
    const revision = ++this.#current;
    return keys.map((key): WatchEvent => {
      const versions = this.#versions.get(key) ?? [];
      versions.push({ revision, value, leaseId });
      this.#versions.set(key, versions);
      return { type: value === undefined ? 'delete' : 'put', key, value: value ?? '', revision };
    });
  }
}
