import type { PageFormat } from '../negotiate/page-format.js';
import type { Page, PageFamily, PageProblem } from '../page.js';
import { type Block, openBlock } from './block.js';
import { beginFamily, type FamilyRun, refreshLabels } from './family-run.js';
import { writeRows } from './write-rows.js';

export interface PageWriterOptions {
  readonly format: PageFormat;
  /** OpenMetrics says when counters and histograms were created or last reset. Off unless said. */
  readonly created?: boolean | undefined;
}

/** Writes one page, a block at a time. */
export interface PageWriter {
  /**
   * Writes rows to a block of any size, 64 KiB for instance, and returns the number of bytes; 0 when the page has ended. A row
   * is read at one moment, so that its values agree; one that no block can hold is continued in the next ones.
   */
  fill(block: Uint8Array): number;
  /** Values that were left out, complete when the page has ended. */
  readonly problems: readonly PageProblem[];
}

const endOfPage = Buffer.from('# EOF\n');
const nothing = new Uint8Array(0);

/** Begins a page of OpenMetrics 1.0 or Prometheus text 0.0.4. Families and rows are read as the blocks are filled. */
export function createPageWriter(page: Page, options: PageWriterOptions): PageWriter {
  return new BlockWriter(page, options);
}

/** The family that is being written. */
interface CurrentFamily {
  readonly name: string;
  readonly run: FamilyRun;
  unusable: number;
}

class BlockWriter implements PageWriter {
  readonly problems: PageProblem[] = [];
  readonly #families: Iterator<PageFamily>;
  readonly #options: PageWriterOptions;
  #current: CurrentFamily | undefined;
  /** Metadata, or a row larger than a block: what is cut where a block ends. */
  #pending: Uint8Array = nothing;
  #ended = false;

  constructor(page: Page, options: PageWriterOptions) {
    this.#families = page.families.values();
    this.#options = options;
  }

  fill(bytes: Uint8Array): number {
    const block = openBlock(bytes);
    // The owner of the columns has had its turn since the last block.
    if (this.#current !== undefined) refreshLabels(this.#current.run);
    for (;;) {
      this.#pour(block);
      if (this.#pending.length > 0) return block.position;
      if (this.#current !== undefined) {
        if (!this.#writeRows(this.#current, block)) return block.position;
      } else if (this.#ended) return block.position;
      else this.#next();
    }
  }

  #pour(block: Block): void {
    const length = Math.min(this.#pending.length, block.bytes.length - block.position);
    block.bytes.set(this.#pending.subarray(0, length), block.position);
    block.position += length;
    this.#pending = this.#pending.subarray(length);
  }

  #next(): void {
    const { done, value: family } = this.#families.next();
    if (done) {
      this.#ended = true;
      if (this.#options.format === 'openmetrics') this.#pending = endOfPage;
    } else {
      const run = beginFamily(family, this.#options);
      refreshLabels(run);
      this.#current = { name: family.name, run, unusable: 0 };
      this.#pending = run.text.metadata;
    }
  }

  /** False when the block is full. */
  #writeRows(current: CurrentFamily, block: Block): boolean {
    const ended = writeRows(current.run, block);
    current.unusable += block.unusable;
    block.unusable = 0;
    if (ended) this.#endFamily(current);
    else if (block.position > 0) return false;
    else this.#pending = this.#writeLargeRow(current, 2 * block.bytes.length);
    return true;
  }

  #writeLargeRow(current: CurrentFamily, size: number): Uint8Array {
    const block = openBlock(new Uint8Array(size));
    writeRows(current.run, block);
    if (block.position === 0) return this.#writeLargeRow(current, 2 * size);
    current.unusable += block.unusable;
    return block.bytes.subarray(0, block.position);
  }

  #endFamily({ name, unusable }: CurrentFamily): void {
    this.#current = undefined;
    if (unusable === 0) return;
    const cause = 'a counter, a bucket, a quantile or a sum is NaN or negative';
    const detail = `values left out: ${unusable} (${cause})`;
    this.problems.push({ family: name, problem: 'unusable_value', detail });
  }
}
