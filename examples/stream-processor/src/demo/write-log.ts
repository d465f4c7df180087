import { appendFile } from 'node:fs/promises';
import { openTopic } from '../log/topic.js';
import type { Second, SensorReadings } from './sensor-readings.js';

/** Appends seconds to the partitions of the topic `readings`. */
export async function appendSeconds(directory: string, seconds: readonly Second[]): Promise<void> {
  const topic = await openTopic(directory, 'readings');
  const partitions = Math.max(...seconds.map(({ length }) => length));
  for (let p = 0; p < partitions; p++) {
    const lines = seconds.flatMap((second) => second[p] ?? []);
    await appendFile(topic.pathOf(`${p}`), lines.map((line) => `${line}\n`).join(''));
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
