import type { ParsedFamily } from '@meterkit/exposition';
import type { FamilyCost } from './doctor-report.js';

/** Series and bytes of each family, those with the most series first. `read` are the names of those that queries read. */
export function familyCosts(
  page: Buffer,
  families: readonly ParsedFamily[],
  read: ReadonlySet<string> | undefined,
): readonly FamilyCost[] {
  const bytes = bytesByFamily(page.toString('utf8'), families);
  return families
    .map(({ name, type, samples }) => ({
      family: name,
      type,
      series: samples.length,
      bytes: bytes.get(name) ?? 0,
      isRead: read?.has(name),
    }))
    .sort((a, b) => b.series - a.series || b.bytes - a.bytes);
}

const METADATA = /^# (?:TYPE|UNIT|HELP) (\S+)/;
const SAMPLE = /^[^\s{]+/;

/** What the lines of each family take. A line that names none, as one of a UTF-8 name, is of the family before it. */
function bytesByFamily(
  page: string,
  families: readonly ParsedFamily[],
): ReadonlyMap<string, number> {
  const owners = new Map<string, string>();
  for (const { name, samples } of families) {
    owners.set(name, name);
    for (const sample of samples) owners.set(sample.name, name);
  }
  const bytes = new Map<string, number>();
  let owner = families[0]?.name ?? '';
  for (const line of page.split('\n')) {
    if (line === '' || line === '# EOF') continue; // of no family
    const named = (METADATA.exec(line)?.[1] ?? SAMPLE.exec(line)?.[0]) || '';
    owner = owners.get(named) ?? owner;
    bytes.set(owner, (bytes.get(owner) ?? 0) + Buffer.byteLength(line) + 1);
  }
  return bytes;
}
