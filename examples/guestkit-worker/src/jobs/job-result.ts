import type { JobLabels } from '@meterkit/meters/worker';

/** What is written to the results directory, with names in snake case. */
export interface JobResult {
  readonly version: '1.0';
  readonly jobId: string;
  readonly operation: string;
  readonly status: JobLabels['status'];
  readonly startedAt: Date;
  readonly finishedAt: Date;
  readonly worker: { readonly id: string; readonly pool: string };
  /** What the handler found, of a completed job. */
  readonly result?: object;
  readonly error?: { readonly name: string; readonly message: string };
}

export function resultText(result: JobResult): string {
  return `${JSON.stringify(result, withSnakeCase, 2)}\n`;
}

function withSnakeCase(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, field]) => [snakeCase(key), field]));
}

function snakeCase(key: string): string {
  return key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
