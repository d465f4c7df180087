/** What is on every page comes after what is the application's own. */
const LAST = ['http', 'rpc', 'nodejs', 'v8js', 'process', 'system', 'meterkit', 'otel', 'target'];

/** The meter that a family most likely is of: the first word of its name. */
export function groupName(family: string): string {
  return family.split(/[_:.]/, 1)[0] || family;
}

/** The order of groups: the application's by name, then those that every service has. */
export function compareGroups(a: string, b: string): number {
  return LAST.indexOf(a) - LAST.indexOf(b) || (a < b ? -1 : 1);
}
