import type { Finding } from '@meterkit/exposition';

/** What `meterkit check --json` prints. */
export interface CheckReport {
  readonly version: 1;
  readonly target: string;
  readonly formats: readonly FormatReport[];
  /** Of the first format that was read. */
  readonly families: number;
  /** Lines that are samples: what Prometheus counts as series. */
  readonly series: number;
  readonly findings: readonly CheckFinding[];
}

export interface FormatReport {
  readonly format: string;
  /** `other`: the target answers in another format than was asked for, or with 406. */
  readonly state: 'ok' | 'invalid' | 'not read' | 'other';
  readonly contentType: string;
  readonly bytes: number;
}

export interface CheckFinding {
  readonly kind: 'content-type' | 'syntax' | 'lint';
  readonly rule: string;
  readonly message: string;
  readonly family?: Finding['family'];
  readonly line?: number;
  readonly column?: number;
}
