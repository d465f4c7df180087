import { readFileSync } from 'node:fs';
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type ParsedFamily, parseOpenMetrics, parsePrometheusText } from '@meterkit/exposition';
import { parse } from 'yaml';
import { type DroppedJob, dropJob } from '../src/demo/drop-job.js';
import { type DiskImages, makeImages } from '../src/demo/images/make-images.js';
import { type Samples, samplesOf } from './samples.js';
import { type ServiceProcess, startServiceProcess } from './service-process.js';
import { makeWorkspace, type Workspace } from './workspace.js';

interface SystemFamily {
  readonly family: string;
  readonly type: 'counter' | 'gauge' | 'histogram';
  readonly unit?: string;
  readonly labels?: Readonly<Record<string, 'string' | readonly string[]>>;
  readonly bounds?: readonly number[];
}

const file = join(__dirname, '../../../test/systems/guestkit-worker.yaml');
const system = parse(readFileSync(file, 'utf8')) as { families: readonly SystemFamily[] }; // our own file

/** What an inspection reads beside a sum: the mark of qcow2, the boot sector, the start of the disk and of two volumes. */
const MBR_BYTES = 4 + 512 + 3 * 68 * 1024;
/** And the header and the entries of the GPT. */
const GPT_BYTES = MBR_BYTES + 512 + 16 * 1024;

let workspace: Workspace;
let images: DiskImages;
let service: ServiceProcess;
let families: Readonly<Record<'openmetrics' | 'text', readonly ParsedFamily[]>>;
/** What has to be on the page when the jobs below have ended. */
let expected: Samples;
