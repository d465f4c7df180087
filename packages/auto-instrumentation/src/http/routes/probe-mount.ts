type Matcher = (path: string) => false | { readonly path: string; readonly params: object };

/** What no path of a client contains: the parser refuses it. */
const PROBE = '\u0001';

/**
 * The template of a matcher that does not show its own, those of `router` before 2.3: a segment of the path that may be
 * anything else, and is then the value of a parameter, is that parameter. Undefined when a parameter is not found so, for
 * what would be left is a path.
 */
export function probeMount(matcher: Matcher, path: string): string | undefined {
  const match = matcher(path);
  if (match === false) return undefined;
  const segments = match.path.split('/');
  const found = new Set<string>();
  const template = segments.map((segment, i) => {
    const probed = matcher(segments.with(i, PROBE).join('/'));
    const key = probed === false || segment === '' ? undefined : parameterWith(probed.params);
    if (key === undefined) return segment;
    const isNew = !found.has(key);
    found.add(key);
    return isNew ? `:${key}` : undefined; // a wildcard's next segment
  });
  const unfound = Object.keys(match.params).some((key) => !found.has(key));
  return unfound ? undefined : template.filter((part) => part !== undefined).join('/');
}

function parameterWith(params: object): string | undefined {
  return Object.entries(params).find(([, value]) => [value].flat().includes(PROBE))?.[0];
}
