import { defaultStore, type Store } from '@meterkit/instruments';
import { recordOnce } from '../record-once.js';
import type { RecorderContext, StopRecording } from '../recorder.js';
import { startParts } from '../start-parts.js';
import { ProcessMetrics } from './process-metrics.js';
import { Procfs } from './procfs.js';
import { DescriptorMetrics, ThreadMetrics, VirtualMemoryMetrics } from './procfs-metrics.js';
import { SocketBytes } from './socket-bytes.js';

export interface ProcessOptions {
  /** Where procfs is mounted. Default `/proc`. */
  readonly procfs?: string;
}

/**
 * Records CPU time, memory, the bytes of sockets, threads, descriptors and age of this process. All of it is read when the
 * page is; nothing runs in between. What needs procfs is left out where there is none, and `warn` hears of it once.
 */
export function recordProcess(
  { store = defaultStore(), warn = (message) => store.warn(message) }: RecorderContext = {},
  { procfs = '/proc' }: ProcessOptions = {},
): StopRecording {
  return recordOnce('process', store, () => {
    const stops = [
      recordOwn(new ProcessMetrics({ store })),
      startParts(procfsParts(new Procfs(procfs), store), (message) => warn(`process: ${message}`)),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  });
}

function recordOwn(metrics: ProcessMetrics): StopRecording {
  const sockets = new SocketBytes();
  sockets.start();
  const stops = [
    () => sockets.stop(),
    metrics.cpuTime.observe((result) => {
      const { user, system } = process.cpuUsage(); // microseconds
      result.observe(user / 1e6, { 'cpu.mode': 'user' });
      result.observe(system / 1e6, { 'cpu.mode': 'system' });
    }),
    metrics.memoryUsage.observe((result) => result.observe(process.memoryUsage.rss())),
    metrics.networkIo.observe((result) => {
      const { sent, received } = sockets.totals();
      result.observe(sent, { 'network.io.direction': 'transmit' });
      result.observe(received, { 'network.io.direction': 'receive' });
    }),
    metrics.uptime.observe((result) => result.observe(process.uptime())),
    metrics.startTime.observe((result) => result.observe(performance.timeOrigin / 1000)),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}

/** Each reads once before its meter is made: where that throws, there is no family. */
function procfsParts(procfs: Procfs, store: Store) {
  return {
    'process.thread.count': () => {
      procfs.threadCount();
      return new ThreadMetrics({ store }).count.observe((result) =>
        result.observe(procfs.threadCount()),
      );
    },
    'process.open_file_descriptor.count': () => {
      procfs.descriptorCount();
      return new DescriptorMetrics({ store }).count.observe((result) =>
        result.observe(procfs.descriptorCount()),
      );
    },
    'process.memory.virtual': () => {
      procfs.virtualMemoryBytes();
      return new VirtualMemoryMetrics({ store }).size.observe((result) =>
        result.observe(procfs.virtualMemoryBytes()),
      );
    },
  };
}
