// npm run generate -- [SECONDS]: a log of 250 sensors that ends now, in DATA_DIR. The same readings each time.
import { readSettings } from '../settings.js';
import { SensorReadings } from './sensor-readings.js';
import { writeLog } from './write-log.js';

const seconds = Number(process.argv[2] ?? 1600);
if (!Number.isSafeInteger(seconds) || seconds < 1) {
  throw new Error(`npm run generate: expected a number of seconds, got "${process.argv[2]}"`);
}
const { directory } = readSettings(process.env);
const startMs = Date.now() - seconds * 1000;
const readings = new SensorReadings({ seed: 1, sensors: 250, partitions: 4, startMs });
await writeLog(directory, readings, seconds);
process.stdout.write(`${directory}: ${JSON.stringify(readings.made)}\n`);
