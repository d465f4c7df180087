import { RealPrometheus } from '../wire/real-prometheus.js';

/** A scrape that had begun before an attack may be in the middle of it: it takes a second at most. */
const SCRAPE_MS = 1100;

/** What a real Prometheus has recorded of a target, but for the times when it was said that scrapes would fail. */
export class ScrapeRecord {
  readonly #prometheus: RealPrometheus;
  readonly #announced: { readonly fromMs: number; toMs: number }[] = [];

  private constructor(prometheus: RealPrometheus) {
    this.#prometheus = prometheus;
  }

  static async start(program: string, target: string, scrapers: number): Promise<ScrapeRecord> {
    const record = new ScrapeRecord(await RealPrometheus.start(program, target, { scrapers }));
    await record.#prometheus.nextScrape();
    return record;
  }

  /** Scrapes may fail from now on, until the returned function is called. */
  announce(): () => void {
    const window = { fromMs: Date.now() - SCRAPE_MS, toMs: Number.POSITIVE_INFINITY };
    this.#announced.push(window);
    return () => {
      window.toMs = Date.now();
    };
  }

  /** Times of failed scrapes that nobody had announced. */
  async failures(): Promise<readonly string[]> {
    const ups = await this.#prometheus.history('up[10m]');
    return ups
      .filter(({ value }) => value !== 1)
      .map(({ seconds }) => seconds * 1000)
      .filter((ms) => !this.#announced.some(({ fromMs, toMs }) => ms >= fromMs && ms <= toMs))
      .map((ms) => new Date(ms).toISOString());
  }

  /** The number of scrapes, failed or not; resolves after one more. */
  async scrapes(): Promise<number> {
    await this.#prometheus.nextScrape();
    return (await this.#prometheus.history('up[10m]')).length;
  }

  stop(): Promise<void> {
    return this.#prometheus.stop();
  }
}
