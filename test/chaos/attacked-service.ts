import { parseOpenMetrics, parsePrometheusText } from '@meterkit/exposition';
import type { InitOptions } from '@meterkit/sdk';
import { realPart } from '../real-parts.js';
import { ScrapeRecord } from './scrape-record.js';
import { ToldProcess } from './told-process.js';

/** A harmed service answers its own traffic later than that; the machine may do other things, too. */
const HARMED_MS = 1500;
/** R20: by then descriptors are back, and the page is. */
const BACK_MS = 12_000;
/** Connections that come and go without an attack: Prometheus's, and those of the scrapes here. */
const SPARE_DESCRIPTORS = 4;
const MORE_MIB = 100;

/** Opens the page where it is closed; nobody looks at it elsewhere. */
export const TOKEN = 'chaos-token';

export interface AttackedServiceOptions {
  readonly init?: InitOptions;
  /** Lines that make the page large: `series` of them, of twice `width` bytes, which is 512 at most. */
  readonly bulk?: { readonly series: number; readonly width: number };
  /** The most descriptors that its process may have open. */
  readonly descriptors?: number;
  /** How often Prometheus scrapes it in a second: 5 times, so that no short attack falls between two scrapes. */
  readonly scrapesPerSecond?: number;
}

/** What the service says of itself. */
interface Look {
  /** Every unhandled rejection and uncaught exception so far. */
  readonly unhandled: readonly string[];
  /** Every warning and error logged so far. */
  readonly warnings: readonly string[];
  /** How often the callbacks have run since they were told to misbehave. */
  readonly runs: number;
  readonly residentMib: number;
  readonly heapMib: number;
  readonly descriptors: number;
}

/** How the service's own customer was served since the last time. */
interface Served {
  readonly answers: number;
  readonly medianMs: number;
  readonly worstMs: number;
  readonly failures: readonly string[];
}

/**
 * A service in a process of its own, with a customer in another and a real Prometheus in a third, where that is installed. A
 * case throws something at its endpoint, and then {@link expectUnharmed} says what must hold after every case.
 */
export class AttackedService {
  /** Its page. */
  readonly url: string;
  readonly #service: ToldProcess;
  readonly #customer: ToldProcess;
  readonly #record: ScrapeRecord | undefined;
  readonly #before: Look;
  #patienceMs = HARMED_MS;

  private constructor(parts: {
    readonly url: string;
    readonly service: ToldProcess;
    readonly customer: ToldProcess;
    readonly record: ScrapeRecord | undefined;
    readonly before: Look;
  }) {
    this.url = parts.url;
    this.#service = parts.service;
    this.#customer = parts.customer;
    this.#record = parts.record;
    this.#before = parts.before;
  }

  static async start(options: AttackedServiceOptions = {}): Promise<AttackedService> {
    const { init = {}, bulk, descriptors, scrapesPerSecond = 5 } = options;
    const service = new ToldProcess('service.mjs', {
      env: { CHAOS: JSON.stringify(init) },
      descriptors,
    });
    const { url, application } = await service.message<{ url: string; application: number }>();
    if (bulk !== undefined) await told(service, 'grow', bulk);
    const customer = new ToldProcess('customer.mjs', {
      env: { APPLICATION_PORT: `${application}` },
    });
    const prometheus = scrapesPerSecond > 0 ? realPart('prometheus') : undefined;
    const record =
      prometheus === undefined
        ? undefined
        : await ScrapeRecord.start(prometheus, url, scrapesPerSecond);
    await wholePage(url); // what is made once is made before the first look
    const before = await told<Look>(service, 'look');
    return new AttackedService({ url, service, customer, record, before });
  }

  get port(): number {
    return Number(new URL(this.url).port);
  }

  /** Has the service do one of its `deeds`. */
  async do(deed: string, argument?: unknown): Promise<void> {
    await told(this.#service, deed, argument);
  }

  look(): Promise<Look> {
    return told(this.#service, 'look');
  }

  /** An attack during which scrapes may fail: until it is over and a scrape is whole again. */
  async announced(attack: () => Promise<void>): Promise<void> {
    const over = this.#record?.announce();
    await attack();
    await eventually(() => wholePage(this.url));
    over?.();
  }

  /** The service itself is busy for so long, whoever asks. */
  async blocked(ms: number): Promise<void> {
    this.#patienceMs += ms;
    await this.do('block', ms);
  }

  /** What must hold after every case, and during one that still has so many connections open (`held`). */
  async expectUnharmed({ held = 0 } = {}): Promise<void> {
    await this.do('repair');
    await wholePage(this.url);
    const served = await this.#customer.tell<Served>('look');
    const look = await eventually(async () => {
      const found = await this.look();
      expect(found.descriptors).toBeLessThanOrEqual(
        this.#before.descriptors + SPARE_DESCRIPTORS + held,
      );
      return found;
    });
    process.stdout.write(`${row(served, look)}  ${expect.getState().currentTestName}\n`);
    expect(look.unhandled).toEqual([]);
    expect(look.residentMib).toBeLessThan(this.#before.residentMib + MORE_MIB);
    expect(served.failures).toEqual([]);
    expect(served.answers).toBeGreaterThan(0);
    expect(served.worstMs).toBeLessThan(this.#patienceMs);
    this.#patienceMs = HARMED_MS;
    expect(await this.#record?.failures()).toEqual(this.#record && []);
  }

  /** The number of scrapes that Prometheus has made; rejects when its next one fails. */
  async recordedScrapes(): Promise<number> {
    return (await this.#record?.scrapes()) ?? 0;
  }

  async stop(): Promise<void> {
    await Promise.all([this.#customer.stop(), this.#service.stop(), this.#record?.stop()]);
  }
}

async function told<T>(service: ToldProcess, deed: string, argument?: unknown): Promise<T> {
  const answer = await service.tell<{ readonly result: T; readonly error?: string }>([
    deed,
    argument,
  ]);
  if (answer.error !== undefined) throw new Error(answer.error);
  return answer.result;
}

/** The page in OpenMetrics. Rejects when it, or the one in text, is not whole and by the rules. */
export async function wholePage(url: string): Promise<string> {
  const [openMetrics, text] = await Promise.all(
    ['application/openmetrics-text', 'text/plain'].map(async (accept) => {
      const headers = { accept, authorization: `Bearer ${TOKEN}`, connection: 'close' };
      const response = await fetch(url, { headers });
      const page = await response.text();
      if (response.status !== 200) throw new Error(`answered ${response.status}: ${page}`);
      return page;
    }),
  );
  parseOpenMetrics(openMetrics ?? '');
  parsePrometheusText(text ?? '');
  return openMetrics ?? '';
}

/** Tries again until it holds, or for so long that it never will. */
async function eventually<T>(attempt: () => Promise<T>): Promise<T> {
  const deadlineMs = performance.now() + BACK_MS;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (performance.now() > deadlineMs) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50)); // there is no event to wait for
    }
  }
}

function row({ answers, medianMs, worstMs }: Served, { residentMib, descriptors }: Look): string {
  return (
    `customer: ${`${answers}`.padStart(4)} answers, median ${medianMs.toFixed(1).padStart(5)} ms, ` +
    `worst ${worstMs.toFixed(0).padStart(4)} ms; ${residentMib.toFixed(0)} MiB, ${descriptors} descriptors`
  );
}
