import { type ChildProcess, spawn } from 'node:child_process';
import { EventEmitter, on } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import { listeningAddress } from './real-prometheus.js';

/** What Alertmanager tells a receiver of an alert. */
export interface ReceivedAlert {
  readonly status: 'firing' | 'resolved';
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

/** An Alertmanager of its own, and the receiver that it tells at once of every alert. */
export class RealAlertmanager {
  /** `host:port` */
  readonly address: string;
  /** All that it has told. */
  readonly received: readonly ReceivedAlert[];
  readonly #process: ChildProcess;
  readonly #receiver: Receiver;
  readonly #folder: string;

  private constructor(process: ChildProcess, receiver: Receiver, folder: string, address: string) {
    this.#process = process;
    this.#receiver = receiver;
    this.#folder = folder;
    this.address = address;
    this.received = receiver.alerts;
  }

  static async start(program: string): Promise<RealAlertmanager> {
    const receiver = await Receiver.start();
    const folder = mkdtempSync(join(tmpdir(), 'meterkit-alertmanager-'));
    const config = {
      route: { receiver: 'test', group_by: ['...'], group_wait: '0s', group_interval: '1s' },
      receivers: [{ name: 'test', webhook_configs: [{ url: receiver.url }] }],
    };
    writeFileSync(join(folder, 'alertmanager.yml'), JSON.stringify(config)); // JSON is YAML
    const child = spawn(
      program,
      [
        `--config.file=${join(folder, 'alertmanager.yml')}`,
        `--storage.path=${join(folder, 'data')}`,
        '--web.listen-address=127.0.0.1:0',
        '--cluster.listen-address=',
      ],
      { stdio: ['ignore', 'ignore', 'pipe'] },
    );
    const address = await listeningAddress(child, 'Listening on');
    return new RealAlertmanager(child, receiver, folder, address);
  }

  /** The first alert of this name that fires, or has fired. */
  async firing(name: string): Promise<ReceivedAlert> {
    const isIt = ({ status, labels }: ReceivedAlert) =>
      status === 'firing' && labels.alertname === name;
    const told = on(this.#receiver, 'alert'); // listens from now on
    try {
      const before = this.received.find(isIt);
      if (before !== undefined) return before;
      for await (const [alert] of told as AsyncIterable<[ReceivedAlert]>) // what the receiver emits
        if (isIt(alert)) return alert;
    } finally {
      await told.return?.();
    }
    throw new Error(`${name} has not been told`);
  }

  async stop(): Promise<void> {
    const exited = new Promise((resolve) => this.#process.once('exit', resolve));
    this.#process.kill('SIGKILL');
    await exited;
    await this.#receiver.stop();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** Takes what Alertmanager posts to a webhook, and emits each `alert`. */
class Receiver extends EventEmitter {
  readonly alerts: ReceivedAlert[] = [];
  readonly #server: Server;

  private constructor() {
    super();
    this.#server = createServer(async (request, response) => {
      const { alerts } = (await json(request)) as { readonly alerts: readonly ReceivedAlert[] }; // Alertmanager, Webhook
      response.end();
      for (const alert of alerts) {
        this.alerts.push(alert);
        this.emit('alert', alert);
      }
    });
  }

  static async start(): Promise<Receiver> {
    const receiver = new Receiver();
    await new Promise<void>((resolve) => receiver.#server.listen(0, '127.0.0.1', resolve));
    return receiver;
  }

  get url(): string {
    const { port } = this.#server.address() as AddressInfo; // it listens on TCP
    return `http://127.0.0.1:${port}/`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
