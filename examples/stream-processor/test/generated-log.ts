import { readFile } from 'node:fs/promises';
import { SensorReadings } from '../src/demo/sensor-readings.js';
import { appendSeconds } from '../src/demo/write-log.js';
import { makeWorkspace, type Workspace } from './workspace.js';

export const PARTITIONS = ['0', '1', '2'];
export const START_MS = Date.UTC(2026, 0, 1);

const readings = new SensorReadings({
  seed: 7,
  sensors: 120,
  partitions: PARTITIONS.length,
  startMs: START_MS,
});

/** A quarter of an hour of readings, and what is still on its way then. */
export const seconds = [...Array.from({ length: 900 }, () => readings.next()), ...readings.rest()];

/** A directory with the log of so many of these seconds. */
export async function makeLog(upTo = seconds.length): Promise<Workspace> {
  const workspace = await makeWorkspace();
  await appendSeconds(workspace.directory, seconds.slice(0, upTo));
  return workspace;
}

/** The lines of a topic, by partition. */
export async function linesOf(
  workspace: Workspace,
  topic: 'readings' | 'results',
): Promise<readonly (readonly string[])[]> {
  const read = (p: string) => readFile(workspace.path(`topics/${topic}/${p}.jsonl`), 'utf8');
  const files = await Promise.all(PARTITIONS.map(read));
  return files.map((file) => file.split('\n').slice(0, -1));
}
