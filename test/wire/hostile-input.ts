import type { InitOptions, Telemetry } from '@meterkit/sdk';

/** Something that takes targets down elsewhere. Each has instruments of its own, so that all can be on one page. */
export interface HostileInput {
  readonly name: string;
  readonly options?: InitOptions;
  readonly record?: (telemetry: Telemetry) => void;
  /** What the page in OpenMetrics then has in it. */
  readonly shows: string;
}
