import { EventEmitter, once } from 'node:events';

/** Between a source and what is behind it: the source waits while it is full. */
export class BoundedQueue<T> {
  readonly #limit: number;
  readonly #onFull: () => void;
  readonly #items: T[] = [];
  readonly #events = new EventEmitter();
  #closed = false;

  /** `onFull` is called each time that the source has to wait. */
  constructor(limit: number, onFull: () => void) {
    this.#limit = limit;
    this.#onFull = onFull;
  }

  /** Resolves when there was room for it. */
  async push(item: T): Promise<void> {
    if (this.#items.length >= this.#limit) this.#onFull();
    while (this.#items.length >= this.#limit && !this.#closed) await once(this.#events, 'change');
    this.#items.push(item);
    this.#events.emit('change');
  }

  /** Undefined when it is closed and empty. */
  async take(): Promise<T | undefined> {
    while (this.#items.length === 0 && !this.#closed) await once(this.#events, 'change');
    const item = this.#items.shift();
    this.#events.emit('change');
    return item;
  }

  /** No more comes. What is in it can still be taken. */
  close(): void {
    this.#closed = true;
    this.#events.emit('change');
  }
}
