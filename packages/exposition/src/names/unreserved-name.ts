/**
 * Puts `prefix` before a name that begins with an underscore, which is reserved, or with a digit, or is empty (OpenMetrics 1.0,
 * MetricFamily and Label). Leading underscores go.
 */
export function unreservedName(name: string, prefix: 'metric_' | 'exported_'): string {
  return /^(?:[_0-9]|$)/.test(name) ? prefix + name.replace(/^_+/, '') : name;
}
