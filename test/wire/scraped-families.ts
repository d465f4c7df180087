import type { FamilyMetadata, InstantSample, RealPrometheus } from './real-prometheus.js';

/** A family as Prometheus has stored it. */
export interface ScrapedFamily extends FamilyMetadata {
  readonly samples: readonly ScrapedSample[];
}

export interface ScrapedSample {
  /** With its suffix. */
  readonly name: string;
  /** Without those that Prometheus adds. */
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

const SUFFIXES: Readonly<Record<string, readonly string[]>> = {
  counter: ['_total'],
  histogram: ['_bucket', '_count', '_sum'],
  info: ['_info'],
};

/** What Prometheus has of its target, by family. A sample that belongs to none is an error; its own are left out. */
export async function scrapedFamilies(
  server: RealPrometheus,
): Promise<ReadonlyMap<string, ScrapedFamily>> {
  const metadata = await server.metadata();
  const families = new Map<string, ScrapedFamily & { samples: ScrapedSample[] }>();
  const owners = new Map<string, ScrapedSample[]>();
  for (const family of metadata) {
    const samples: ScrapedSample[] = [];
    families.set(family.metric, { ...family, samples });
    for (const name of sampleNames(family)) owners.set(name, samples);
  }
  for (const sample of (await server.query('{job="wire"}')).map(withoutTarget)) {
    if (isOwn(sample.name)) continue;
    const owner = owners.get(sample.name);
    if (owner === undefined) throw new Error(`${sample.name} belongs to no family`);
    owner.push(sample);
  }
  return families;
}

/** In text 0.0.4 a counter is called as its sample. */
function sampleNames({ metric, type }: FamilyMetadata): readonly string[] {
  const suffixes = SUFFIXES[type] ?? [''];
  return suffixes.map((suffix) => (metric.endsWith(suffix) ? metric : metric + suffix));
}

function withoutTarget({ metric, value }: InstantSample): ScrapedSample {
  const { __name__: name = '', job, instance, ...labels } = metric;
  return { name, labels, value };
}

function isOwn(name: string): boolean {
  return name === 'up' || name.startsWith('scrape_');
}
