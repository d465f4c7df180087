import type { StopRecording } from './recorder.js';

/** What a recorder consists of: for each family what begins to record it, or throws where that cannot be. */
export type RecorderParts = Readonly<Record<string, () => StopRecording>>;

/**
 * Starts each part by itself: one that throws is left out, and its family is not on the page. `warn` hears once of all that
 * are left out.
 */
export function startParts(parts: RecorderParts, warn: (message: string) => void): StopRecording {
  const stops: StopRecording[] = [];
  const missing: string[] = [];
  for (const [family, start] of Object.entries(parts)) {
    try {
      stops.push(start());
    } catch (error) {
      missing.push(`${family} (${(error as Partial<Error> | null)?.message ?? error})`); // whatever it is
    }
  }
  if (missing.length > 0) warn(`not measured on this system: ${missing.join(', ')}`);
  return () => {
    for (const stop of stops.splice(0)) stop();
  };
}
