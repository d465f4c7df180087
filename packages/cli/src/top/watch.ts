import { emitKeypressEvents } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { ProcessHistory } from '@meterkit/exposition/history';
import { CommandError } from '../command-line/command-error.js';
import type { Target } from '../target/target.js';
import { Screen } from '../terminal/screen.js';
import { readTargetPage } from './read-target-page.js';
import { type RowChoice, topRows } from './top-rows.js';
import { afterKey, type Key, type TopState } from './top-state.js';
import { type Reading, roomFor, topView } from './top-view.js';

/** A page that takes long to read is read less often: at most one part in so many of the time is reading. */
const REST = 5;

/** Shows the page until somebody quits. A reading that fails is shown, and the next is tried. */
export class Watch {
  readonly #target: Target;
  readonly #history = new ProcessHistory();
  readonly #screen = new Screen();
  readonly #ended = new AbortController();
  #state: TopState;
  #reading: Reading;

  constructor(target: Target, choice: RowChoice, intervalMs: number) {
    this.#target = target;
    this.#state = { ...choice, offset: 0, isPaused: false, isTyping: false };
    const nothing = { bytes: 0, tookMs: 0, leftOut: 0, failure: undefined };
    this.#reading = { target: target.shown, intervalMs, ...nothing };
  }

  /** Resolves when somebody has quit; the terminal is then as it was. */
  async run(): Promise<void> {
    this.#screen.enter();
    const stops = this.#listen();
    try {
      await this.#read();
    } finally {
      for (const stop of stops) stop();
      this.#screen.leave();
    }
  }

  async #read(): Promise<void> {
    const { signal } = this.#ended;
    this.#draw();
    while (!signal.aborted) {
      const began = performance.now();
      if (!this.#state.isPaused) await this.#readOnce();
      if (signal.aborted) return;
      this.#draw();
      const tookMs = performance.now() - began;
      const restMs = Math.max(this.#reading.intervalMs - tookMs, (REST - 1) * tookMs);
      await wait(restMs, undefined, { signal }).catch(() => undefined);
    }
  }

  async #readOnce(): Promise<void> {
    try {
      const { page, bytes, tookMs } = await readTargetPage(this.#target, this.#ended.signal);
      this.#history.take(page, Date.now(), this.#reading.intervalMs);
      const { leftOut } = this.#history;
      this.#reading = { ...this.#reading, bytes, tookMs, leftOut, failure: undefined };
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      const times = (this.#reading.failure?.times ?? 0) + 1;
      this.#reading = { ...this.#reading, failure: { message: error.message, times } };
    }
  }

  #draw(): void {
    const size = { columns: process.stdout.columns || 80, rows: process.stdout.rows || 24 };
    const rows = topRows(this.#history, this.#state);
    const last = Math.max(0, rows.length - roomFor(size));
    this.#state = { ...this.#state, offset: Math.min(this.#state.offset, last) };
    this.#screen.draw(topView(rows, this.#state, this.#reading, this.#history, size));
  }

  /** Gives what ends listening. */
  #listen(): readonly (() => void)[] {
    const { stdin, stdout } = process;
    const onKey = (_text: string | undefined, key: Key): void => this.#press(key);
    const onResize = (): void => {
      this.#screen.clear();
      this.#draw();
    };
    const onContinue = (): void => {
      this.#screen.enter();
      this.#draw();
    };
    const quit = (): void => this.#ended.abort();
    if (stdin.isTTY) {
      emitKeypressEvents(stdin);
      stdin.on('keypress', onKey);
      stdin.resume();
    }
    stdout.on('resize', onResize);
    process.on('SIGCONT', onContinue);
    for (const signal of ENDS) process.once(signal, quit);
    return [
      () => stdin.off('keypress', onKey).pause(),
      () => stdout.off('resize', onResize),
      () => process.off('SIGCONT', onContinue),
      () => {
        for (const signal of ENDS) process.off(signal, quit);
      },
    ];
  }

  #press(key: Key): void {
    if (key.ctrl && key.name === 'z') {
      this.#screen.leave();
      process.kill(process.pid, 'SIGTSTP');
      return;
    }
    if ((key.ctrl && key.name === 'c') || (key.name === 'q' && !this.#state.isTyping)) {
      this.#ended.abort();
      return;
    }
    const rows = process.stdout.rows || 24;
    this.#state = afterKey(this.#state, key, roomFor({ columns: 0, rows }));
    this.#draw();
  }
}

const ENDS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
