import type { GpuReading } from '@meterkit/meters/worker';
import { Device } from './device.js';

export interface DevicePoolOptions {
  readonly size: number;
  /** The built search-thread.js. */
  readonly file: URL | string;
  /** Called with the number of those that wait whenever it changes. */
  readonly onQueue: (waiting: number) => void;
}

/** Devices for who asks first. A lost one is replaced when it is given back. */
export class DevicePool {
  readonly #options: DevicePoolOptions;
  readonly #free: Device[];
  readonly #all: Set<Device>;
  readonly #waiting: ((device: Device) => void)[] = [];

  constructor(options: DevicePoolOptions) {
    this.#options = options;
    this.#free = Array.from({ length: options.size }, () => new Device(options.file));
    this.#all = new Set(this.#free);
    options.onQueue(0);
  }

  async take(): Promise<Device> {
    const device = this.#free.pop();
    if (device !== undefined) return device;
    return new Promise((resolve) => {
      this.#options.onQueue(this.#waiting.push(resolve));
    });
  }

  giveBack(device: Device): void {
    const usable = device.isLost ? this.#replace(device) : device;
    const next = this.#waiting.shift();
    if (next === undefined) this.#free.push(usable);
    else {
      this.#options.onQueue(this.#waiting.length);
      next(usable);
    }
  }

  /** The busy share of all threads since the last reading, and their heaps. */
  read(): GpuReading {
    const devices = [...this.#all];
    const times = devices.map((device) => device.readBusyTime());
    const active = sum(times.map((time) => time.active));
    const idle = sum(times.map((time) => time.idle));
    return {
      utilizationRatio: active + idle > 0 ? active / (active + idle) : 0,
      memoryBytes: sum(devices.map(({ heapBytes }) => heapBytes)),
    };
  }

  async close(): Promise<void> {
    await Promise.all([...this.#all].map((device) => device.kill()));
  }

  #replace(lost: Device): Device {
    const device = new Device(this.#options.file);
    this.#all.delete(lost);
    this.#all.add(device);
    return device;
  }
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
