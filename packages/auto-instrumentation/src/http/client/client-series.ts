import type { BoundHistogram } from '@meterkit/instruments';
import type { RecorderContext } from '../../recorder.js';
import { METHODS } from '../known-method.js';
import { systemCode } from '../system-code.js';
import type { HttpClientMetrics } from './http-client-metrics.js';

/** Who is asked: a host, and what is bound for it. */
export interface Target {
  readonly address: string;
  /** Empty when it is not known. */
  readonly port: string;
  readonly series: Map<number, BoundHistogram>;
}

/** A request that has begun. */
export interface AskedRequest {
  readonly target: Target;
  /** Index in `METHODS`. */
  readonly method: number;
  readonly startedAt: number;
}

const OTHER = '_OTHER';

/** The series of a recorder, bound at their first use. Hosts past the limit are one target. */
export class ClientSeries {
  readonly #metrics: HttpClientMetrics;
  readonly #limit: number;
  readonly #warn: (message: string) => void;
  readonly #targets = new Map<string, Target>();
  readonly #other: Target = { address: OTHER, port: '', series: new Map() };
  #told = false;

  constructor(metrics: HttpClientMetrics, limit: number, warn: RecorderContext['warn']) {
    this.#metrics = metrics;
    this.#limit = limit;
    this.#warn = warn ?? (() => {});
  }

  /** By an origin: `https://example.com:8443`, the port only where it is not the scheme's. */
  target(origin: string): Target {
    return this.#targets.get(origin) ?? this.#admit(origin, readOrigin(origin));
  }

  /** By a host or the path of a socket, where the port is not known. */
  targetWithoutPort(address: string): Target {
    return this.#targets.get(address) ?? this.#admit(address, { address, port: '' });
  }

  /** Records a request that has ended; `error` where it failed, whatever it is. */
  record(
    asked: AskedRequest,
    statusCode: number | undefined,
    error?: { readonly cause: unknown },
  ): void {
    const seconds = (performance.now() - asked.startedAt) / 1000;
    if (error === undefined && statusCode !== undefined)
      this.#answered(asked, statusCode).record(seconds);
    else {
      const type = error === undefined ? 'aborted' : systemCode(error.cause);
      this.#metrics.requestDuration.record(seconds, labelsOf(asked, statusCode, type));
    }
  }

  #answered(asked: AskedRequest, statusCode: number): BoundHistogram {
    const { series } = asked.target;
    const key = statusCode * 16 + asked.method;
    const known = series.get(key);
    if (known !== undefined) return known;
    const type = statusCode >= 400 ? String(statusCode) : '';
    const bound = this.#metrics.requestDuration.bind(labelsOf(asked, statusCode, type));
    series.set(key, bound);
    return bound;
  }

  #admit(key: string, { address, port }: Omit<Target, 'series'>): Target {
    if (this.#targets.size >= this.#limit) return this.#refuse(key);
    const made: Target = { address, port, series: new Map() };
    this.#targets.set(key, made);
    return made;
  }

  #refuse(key: string): Target {
    if (!this.#told)
      this.#warn(
        `http.client: more than ${this.#limit} hosts; further ones, first ${JSON.stringify(key)}, are recorded as ${OTHER}. hostLimit raises the number`,
      );
    this.#told = true;
    return this.#other;
  }
}

function readOrigin(origin: string): Omit<Target, 'series'> {
  const { hostname, port, protocol } = new URL(origin);
  return {
    address: hostname.replace(/^\[|\]$/g, ''),
    port: port || (protocol === 'https:' ? '443' : '80'),
  };
}

function labelsOf({ target, method }: AskedRequest, statusCode: number | undefined, type: string) {
  return {
    http_request_method: METHODS[method] ?? OTHER,
    http_response_status_code: statusCode === undefined ? '' : String(statusCode),
    server_address: target.address,
    server_port: target.port,
    error_type: type,
  };
}
