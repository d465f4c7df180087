const LONGEST = 80;

/**
 * A value as a message quotes it: text in quotes, lists in brackets, functions and plain objects by what they are; cut off where it
 * grows long.
 */
export function showValue(value: unknown): string {
  const text = full(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}...` : text;
}

function full(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(full).join(', ')}]`;
  if (typeof value === 'function') return 'a function';
  const text = String(value);
  return text === '[object Object]' ? 'an object' : text;
}
