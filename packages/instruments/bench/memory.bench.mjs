const SERIES = 1_000_000;
const LIBRARIES = ['meterkit', 'promClient', 'prometheusIoClient', 'opentelemetry'];
const MIB = 1 << 20;

/** What a million counter series of three labels keep in memory; a process of its own for each library. */
export default async ({ inChild, row }) => {
  const measured = await Promise.all(
    LIBRARIES.map(async (name) => {
      const child = await inChild({ file: import.meta.url, name: 'memory', args: [name] });
      await child.end();
      return [name, child.value];
    }),
  );
  const of = (what) => Object.fromEntries(measured.map(([name, value]) => [name, [value[what]]]));
  const bytes = of('bytesPerSeries');
  const resident = of('residentBytes');
  const rows = { name: 'memory a counter series, 3 labels', unit: 'B', samples: bytes };
  const process = { name: 'process with 1 M counter series', unit: 'MiB', samples: resident };
  return [
    row({ ...rows, goal: { atMost: 40 } }),
    row({ ...process, scale: 1 / MIB, goal: { atMost: 100 } }),
  ];
};

export async function memory({ labelSets, library, OPEN_LABELS, sum }, name) {
  const { counter: make, increment, values } = await library(name);
  const counter = make('counter', OPEN_LABELS);
  const before = usedBytes();
  for (const labels of labelSets(SERIES)) increment(counter, 1, labels);
  const bytesPerSeries = (usedBytes() - before) / SERIES;
  // After some seconds without allocations V8 gives back the room that the garbage of filling took.
  await new Promise((resolve) => setTimeout(resolve, 7000));
  usedBytes();
  const residentBytes = process.memoryUsage.rss();
  if (sum(await values('counter')) !== SERIES) throw new Error(`${name}: series are missing`);
  return { bytesPerSeries, residentBytes };
}

function usedBytes() {
  for (let i = 0; i < 3; i++) globalThis.gc();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
