import {
  counter,
  defineMeter,
  explicitBounds,
  histogram,
  observableCounter,
  observableGauge,
  observableUpDownCounter,
  oneOf,
  text,
} from '@meterkit/instruments';

export const RUNTIME_SCOPE = '@meterkit/auto-instrumentation/runtime';

const space = { 'v8js.heap.space.name': text({ limit: 50 }) };

/** V8 and Node.js from within (OpenTelemetry semantic conventions, V8 JS engine and Node.js runtime metrics). */
export class RuntimeMetrics extends defineMeter({
  name: RUNTIME_SCOPE,
  instruments: {
    gcDuration: histogram('v8js.gc.duration', {
      description: 'Duration of garbage collections, by kind.',
      unit: 's',
      labels: { 'v8js.gc.type': oneOf('major', 'minor', 'incremental', 'weakcb') },
      // Most collections of the young generation take less than a millisecond.
      bounds: explicitBounds(
        0.0001,
        0.00025,
        0.0005,
        0.001,
        0.0025,
        0.005,
        0.01,
        0.025,
        0.05,
        0.1,
        0.25,
        0.5,
        1,
      ),
    }),
    heapUsed: observableUpDownCounter('v8js.memory.heap.used', {
      description: 'Heap in use, by space. Their sum is the heap.',
      unit: 'By',
      labels: space,
    }),
    heapSpaceSize: observableUpDownCounter('v8js.memory.heap.space.size', {
      description: 'Heap reserved, by space.',
      unit: 'By',
      labels: space,
    }),
    heapSpaceAvailable: observableUpDownCounter('v8js.memory.heap.space.available_size', {
      description: 'Heap reserved and free, by space.',
      unit: 'By',
      labels: space,
    }),
    heapSpacePhysical: observableUpDownCounter('v8js.memory.heap.space.physical_size', {
      description: 'Heap committed, by space.',
      unit: 'By',
      labels: space,
    }),
    heapLimit: observableGauge('v8js.memory.heap.size_limit', {
      description: 'Size at which V8 gives up for want of memory.',
      unit: 'By',
    }),
    externalMemory: observableGauge('nodejs.memory.external', {
      description:
        'Memory of objects outside of the heap that V8 keeps alive, array buffers included.',
      unit: 'By',
    }),
    arrayBuffers: observableGauge('nodejs.memory.array_buffers', {
      description: 'Memory of array buffers, and of the buffers of Node.js.',
      unit: 'By',
    }),
    loopUtilization: observableGauge('nodejs.eventloop.utilization', {
      description: 'Share of time that the event loop was not idle, in the last full ten seconds.',
      unit: '1',
    }),
    loopTime: observableCounter('nodejs.eventloop.time', {
      description: 'Time that the event loop has been active, and idle.',
      unit: 's',
      labels: { 'nodejs.eventloop.state': oneOf('active', 'idle') },
    }),
    loopDelay: histogram('nodejs.eventloop.delay', {
      description: 'How late the event loop runs a timer that is due.',
      unit: 's',
      // A timer is due at a whole millisecond: less is no delay.
      bounds: explicitBounds(
        0.001,
        0.0025,
        0.005,
        0.01,
        0.025,
        0.05,
        0.1,
        0.25,
        0.5,
        1,
        2.5,
        5,
        10,
      ),
    }),
    threadPoolSize: observableUpDownCounter('nodejs.threadpool.size', {
      description: 'Configured threads of the pool of libuv. How many are busy cannot be read.',
      unit: '{thread}',
    }),
    modulesLoaded: observableUpDownCounter('nodejs.modules.loaded', {
      description: 'CommonJS modules in the cache. ES modules cannot be counted.',
      unit: '{module}',
    }),
    exceptions: counter('nodejs.exceptions', {
      description: 'Exceptions and rejections that nothing has caught.',
      unit: '{exception}',
      labels: { origin: oneOf('uncaughtException', 'unhandledRejection') },
    }),
    activeResources: observableUpDownCounter('v8js.resource.active', {
      description: 'What keeps the event loop alive, by type.',
      unit: '{resource}',
      labels: { 'v8js.resource.type': text({ limit: 50 }) },
    }),
  },
}) {}
