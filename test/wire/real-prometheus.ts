import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** What Prometheus knows of a family of a target. */
export interface FamilyMetadata {
  readonly metric: string;
  readonly type: string;
  readonly help: string;
  readonly unit: string;
}

export interface InstantSample {
  readonly metric: Readonly<Record<string, string>>;
  readonly value: number;
}

interface StartOptions {
  /** Default 1. */
  readonly scrapers?: number;
  readonly job?: object;
  /** A rule file, as text; evaluated every second. */
  readonly rules?: string;
  /** The Alertmanager that it tells: `host:port`. */
  readonly alertmanager?: string;
}

interface Target {
  readonly lastError: string;
}

/** Prometheus moves the time of a scrape by so much to keep its intervals even. */
const ALIGNMENT_MS = 2;

/** What ends each that runs: a test that has run out of time never comes to its own `stop()`, and jest would wait for ever. */
const running = new Set<() => Promise<void>>();
afterAll(async () => void (await Promise.all([...running].map((stop) => stop()))));

/** A Prometheus server of its own, on a free port, that scrapes one target every second. */
export class RealPrometheus {
  readonly stop: () => Promise<void>;
  readonly #url: string;

  private constructor(stop: () => Promise<void>, url: string) {
    this.stop = stop;
    this.#url = url;
  }

  /**
   * `target` is the URL of the page; `job` is what the job has besides, such as `basic_auth`. So many `scrapers` scrape it, each
   * every second and at another time of it.
   */
  static async start(
    program: string,
    target: string,
    { scrapers = 1, job = {}, rules = '', alertmanager }: StartOptions = {},
  ): Promise<RealPrometheus> {
    const folder = mkdtempSync(join(tmpdir(), 'meterkit-prometheus-'));
    const { host, pathname, protocol } = new URL(target);
    const scheme = protocol.slice(0, -1);
    const config = {
      global: { scrape_interval: '1s', scrape_timeout: '1s', evaluation_interval: '1s' },
      rule_files: ['rules.yaml'],
      ...(alertmanager && {
        alerting: { alertmanagers: [{ static_configs: [{ targets: [alertmanager] }] }] },
      }),
      scrape_configs: [
        {
          job_name: 'wire',
          scheme,
          metrics_path: pathname,
          static_configs: Array.from({ length: scrapers }, (_, i) => ({
            targets: [host],
            labels: i === 0 ? {} : { scraper: `${i}` }, // or they would be one
          })),
          ...job,
        },
      ],
    };
    writeFileSync(join(folder, 'rules.yaml'), rules);
    writeFileSync(join(folder, 'prometheus.yml'), JSON.stringify(config)); // JSON is YAML
    const child = spawn(
      program,
      [
        `--config.file=${join(folder, 'prometheus.yml')}`,
        `--storage.tsdb.path=${join(folder, 'data')}`,
        '--web.listen-address=127.0.0.1:0',
      ],
      { stdio: ['ignore', 'ignore', 'pipe'] },
    );
    const exited = new Promise((resolve) => child.once('close', resolve));
    const stop = async () => {
      running.delete(stop);
      child.kill('SIGKILL');
      await exited;
      rmSync(folder, { recursive: true, force: true });
    };
    running.add(stop);
    const address = await listeningAddress(child, 'ready to receive web requests');
    return new RealPrometheus(stop, `http://${address}`);
  }

  /** The samples of an expression, at this moment. */
  async query(expression: string): Promise<readonly InstantSample[]> {
    const data = await this.#get<{
      readonly result: readonly { metric: Record<string, string>; value: [number, string] }[];
    }>(`query?query=${encodeURIComponent(expression)}`);
    return data.result.map(({ metric, value }) => ({ metric, value: numberOf(value[1]) }));
  }

  /** All samples that a range selector finds. */
  async history(
    selector: string,
  ): Promise<readonly { readonly seconds: number; readonly value: number }[]> {
    const { result } = await this.#get<{
      readonly result: readonly { readonly values: readonly [number, string][] }[];
    }>(`query?query=${encodeURIComponent(selector)}`);
    const samples = result.flatMap(({ values }) => values);
    return samples.map(([seconds, text]) => ({ seconds, value: numberOf(text) }));
  }

  async metadata(): Promise<readonly FamilyMetadata[]> {
    return this.#get<FamilyMetadata[]>('targets/metadata');
  }

  /** Waits until a scrape that began after this call is stored; rejects with Prometheus's own words when it failed. */
  async nextScrape(): Promise<void> {
    const sinceSeconds = (Date.now() + ALIGNMENT_MS) / 1000;
    for (;;) {
      const [scrape] = await this.query('timestamp(up)');
      if (scrape !== undefined && scrape.value > sinceSeconds) break;
      await new Promise((resolve) => setTimeout(resolve, 50)); // its API has no event to wait for
    }
    const [up] = await this.query('up');
    if (up?.value === 1) return;
    const { activeTargets } = await this.#get<{ readonly activeTargets: readonly Target[] }>(
      'targets?state=active',
    );
    throw new Error(`the scrape failed: ${activeTargets[0]?.lastError}`);
  }

  async #get<T>(path: string): Promise<T> {
    const response = await fetch(`${this.#url}/api/v1/${path}`);
    const body = (await response.json()) as { readonly data: T; readonly error?: string };
    if (!response.ok) throw new Error(`${path}: ${body.error}`);
    return body.data;
  }
}

function numberOf(text: string): number {
  return Number(text.replace('Inf', 'Infinity'));
}

/** Prometheus and its Alertmanager log the address that they got, before or after the line that says `ready`: two threads do. */
export async function listeningAddress(child: ChildProcess, ready: string): Promise<string> {
  const log: string[] = [];
  let address: string | undefined;
  let isReady = false;
  if (child.stderr === null) throw new Error('the log was not piped');
  for await (const line of createInterface({ input: child.stderr })) {
    log.push(line);
    address ??= /msg="?Listening on"? address=(\S+)/.exec(line)?.[1];
    isReady ||= line.includes(ready);
    if (address !== undefined && isReady) {
      child.stderr.resume(); // or its pipe fills
      return address;
    }
  }
  throw new Error(`it did not start:\n${log.join('\n')}`);
}
