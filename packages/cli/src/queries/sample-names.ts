/** The names that are queried of a family, by its name without suffix. */
export function sampleNames(name: string, type: string): readonly string[] {
  switch (type) {
    case 'counter':
      return [`${name}_total`];
    case 'info':
      return [`${name}_info`];
    case 'histogram':
      return [`${name}_bucket`, `${name}_sum`, `${name}_count`];
    case 'summary':
      return [name, `${name}_sum`, `${name}_count`];
    default:
      return [name];
  }
}
