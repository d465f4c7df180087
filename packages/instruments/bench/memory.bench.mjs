const SERIES = 1_000_000;
const LIBRARIES = ['meterkit', 'promClient', 'prometheusIoClient', 'opentelemetry'];
const MIB = 1 << 20;

/** What a million counter series of three labels keep in memory; a process of its own for each library. */
export default async ({ inChild, row }) => {
  const bytes = {};
  const resident = {};
  for (const name of LIBRARIES) {
    const child = await inChild({ file: import.meta.url, name: 'memory', args: [name] });
    bytes[name] = [child.value.bytesPerSeries];
    resident[name] = [child.value.residentBytes];
    await child.end();
  }
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
  const residentBytes = process.memoryUsage.rss();
  if (sum(await values('counter')) !== SERIES) throw new Error(`${name}: series are missing`);
  return { bytesPerSeries, residentBytes };
}

function usedBytes() {
  for (let i = 0; i < 3; i++) globalThis.gc();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
