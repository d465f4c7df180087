import { setTimeout } from 'node:timers/promises';

const EVENTS_PER_SECOND = 1_000_000;
const SAMPLE_MS = 1000;
const ROUNDS = 15;
const CALLS = {
  meterkit: 'series[sequence[at]].add(1)',
  promClient: 'series[sequence[at]].inc()',
  prometheusIoClient: 'series[sequence[at]].inc()',
  opentelemetry: 'counter.add(1, sets[sequence[at]])',
};

/**
 * What recording a million events a second adds to the CPU time of a process, in percent of a core: additions to bound
 * counters, a thousand in each millisecond, less what the same loop takes without them in the same round.
 */
export default async ({ allLibraries, labelSets, loop, OPEN_LABELS, randomSequence, row, sum }) => {
  const sets = Array.from(labelSets(64), Object.freeze);
  const sequence = randomSequence(sets.length);
  const nothing = loop('sink.last = sequence[at]', { sequence, sink: { last: 0 } });
  const recorders = {};
  for (const [name, library] of Object.entries(await allLibraries())) {
    const counter = library.counter('events', OPEN_LABELS);
    const series = sets.map((labels) => counter.bind?.(labels) ?? counter.labels?.(labels));
    recorders[name] = { run: loop(CALLS[name], { counter, series, sets, sequence }), library };
  }
  const samples = Object.fromEntries(Object.keys(recorders).map((name) => [name, []]));
  const events = Object.fromEntries(Object.keys(recorders).map((name) => [name, 0]));
  await paced(nothing);
  for (let round = -1; round < ROUNDS; round++)
    for (const [name, { run }] of Object.entries(recorders)) {
      const idle = await paced(nothing);
      const busy = await paced(run);
      events[name] += busy.events;
      if (round >= 0) samples[name].push(busy.percent - idle.percent); // the first warms up
    }
  for (const [name, { library }] of Object.entries(recorders))
    if (sum(await library.values('events')) !== events[name])
      throw new Error(`${name}: ${events[name]} events, others are recorded`);
  const name = 'recording 1 M events/s, bound counter';
  const measured = row({ name, unit: '% of a core', samples, goal: { atMost: 1 } });
  return [{ ...measured, ratioToPromClient: null, ratioToOpenTelemetry: null }]; // what is next to nothing has no ratio
};

async function paced(run) {
  const cpu = process.cpuUsage();
  const start = performance.now();
  let events = 0;
  for (;;) {
    const elapsed = Math.min(SAMPLE_MS, performance.now() - start);
    const due = Math.floor((elapsed * EVENTS_PER_SECOND) / 1000) - events;
    run(due);
    events += due;
    if (elapsed === SAMPLE_MS) break;
    await setTimeout(1);
  }
  const { user, system } = process.cpuUsage(cpu);
  return { events, percent: ((user + system) / 1000 / (performance.now() - start)) * 100 };
}
