import {
  defineMeter,
  observableCounter,
  observableGauge,
  observableUpDownCounter,
  oneOf,
} from '@meterkit/instruments';

export const PROCESS_SCOPE = '@meterkit/auto-instrumentation/process';

/** What can be read of a process on every system (OpenTelemetry semantic conventions, Process metrics). */
export class ProcessMetrics extends defineMeter({
  name: PROCESS_SCOPE,
  instruments: {
    cpuTime: observableCounter('process.cpu.time', {
      description: 'CPU time that this process has used, of all its threads.',
      unit: 's',
      labels: { 'cpu.mode': oneOf('user', 'system') },
    }),
    memoryUsage: observableUpDownCounter('process.memory.usage', {
      description: 'Physical memory in use: the resident set.',
      unit: 'By',
    }),
    networkIo: observableCounter('process.network.io', {
      description: 'Bytes that the sockets of this process have sent and received.',
      unit: 'By',
      labels: { 'network.io.direction': oneOf('transmit', 'receive') },
    }),
    uptime: observableGauge('process.uptime', {
      description: 'Time since this process began.',
      unit: 's',
    }),
    startTime: observableGauge('process.start_time', {
      description: 'When this process began, in seconds since 1970.',
      unit: 's',
    }),
  },
}) {}
