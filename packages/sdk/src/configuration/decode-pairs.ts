/**
 * Reads `name=value,name2=value2`. A `,`, `=` or `%` inside a name or a value is percent-encoded; space around them and
 * empty entries are ignored; of equal names the last counts. `undefined` when a pair cannot be read
 * (OpenTelemetry resource SDK, Specifying resource information via an environment variable).
 */
export function decodePairs(text: string): Readonly<Record<string, string>> | undefined {
  const pairs: (readonly [string, string])[] = [];
  for (const entry of text.split(',')) {
    if (entry.trim() === '') continue;
    const [name, value, ...rest] = entry.split('=').map((part) => decode(part.trim()));
    if (name === undefined || value === undefined || rest.length > 0) return undefined;
    pairs.push([name, value]);
  }
  return Object.fromEntries(pairs);
}

function decode(part: string): string | undefined {
  try {
    return decodeURIComponent(part);
  } catch {
    return undefined;
  }
}
