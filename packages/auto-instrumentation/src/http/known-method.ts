/** The methods that are written as they are (semantic conventions, `http.request.method`); the last stands for all others. */
export const METHODS = [
  'GET',
  'POST',
  'PUT',
  'DELETE',
  'HEAD',
  'OPTIONS',
  'PATCH',
  'CONNECT',
  'TRACE',
  'QUERY',
  '_OTHER',
] as const;

const OTHER_METHOD = METHODS.length - 1;

/** The index of a method in {@link METHODS}. Case counts, as in HTTP. */
export function methodIndex(method: string | undefined): number {
  if (method === 'GET') return 0;
  const index = (METHODS as readonly unknown[]).indexOf(method); // looked for among texts, whatever it is
  return index < 0 ? OTHER_METHOD : index;
}
