const LONGEST = 80;

/** A value as a message quotes it: text in quotes, lists in brackets, cut off where it grows long. */
export function showValue(value: unknown): string {
  const text = full(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}...` : text;
}

function full(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value);
  return Array.isArray(value) ? `[${value.map(full).join(', ')}]` : String(value);
}
