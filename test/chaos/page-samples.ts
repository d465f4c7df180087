/** The value of the sample that begins with this series on a page in OpenMetrics; 0 when it is not there. */
export function sampleOf(page: string, series: string): number {
  const line = page.split('\n').find((candidate) => candidate.startsWith(`${series} `));
  return line === undefined ? 0 : Number(line.slice(series.length + 1));
}

/** All samples of a page whose names end so, by their series. */
export function samplesEndingIn(page: string, suffix: string): ReadonlyMap<string, number> {
  const lines = page.matchAll(/^([a-z0-9_]+)(\{.*\})? (\S+)$/gm);
  return new Map(
    Array.from(lines)
      .filter(([, name = '']) => name.endsWith(suffix))
      .map(([, name, labels = '', value]) => [`${name}${labels}`, Number(value)]),
  );
}
