import { appendFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { partitionPath } from '../log/partition.js';
import type { Second, SensorReadings } from './sensor-readings.js';

/** Appends seconds to the partitions of the topic `readings`. */
export async function appendSeconds(directory: string, seconds: readonly Second[]): Promise<void> {
  await mkdir(join(directory, 'topics', 'readings'), { recursive: true });
  const partitions = Math.max(...seconds.map(({ length }) => length));
  for (let p = 0; p < partitions; p++) {
    const lines = seconds.flatMap((second) => second[p] ?? []);
    const path = partitionPath(directory, 'readings', `${p}`);
    await appendFile(path, lines.map((line) => `${line}\n`).join(''));
  }
}

/** Writes so many seconds, and what is still on its way after them. */
export async function writeLog(
  directory: string,
  readings: SensorReadings,
  seconds: number,
): Promise<void> {
  const made = Array.from({ length: seconds }, () => readings.next());
  await appendSeconds(directory, [...made, ...readings.rest()]);
}
