import type { Store } from '@meterkit/instruments';

/** What every recorder needs. */
export interface RecorderContext {
  /** Default: the store of the process. */
  readonly store?: Store;
  /** Hears once of what cannot be measured here, and why. */
  readonly warn?: (message: string) => void;
}

/** Ends a recorder: it subscribes to nothing and patches nothing any more. May be called twice. */
export type StopRecording = () => void;
