import { mountOfRegExp, type PathKey } from './mount-of-regexp.js';
import { probeMount } from './probe-mount.js';

/** What is used of a layer of Express 4's router and of `router`, which is Express 5's. */
export interface ExpressLayer {
  readonly route?: object;
  readonly handle?: unknown;
  /** Express 4. */
  readonly regexp?: RegExp & { readonly fast_slash?: boolean };
  readonly keys?: readonly PathKey[];
  /** `router` 2. */
  readonly slash?: boolean;
  readonly matchers?: readonly ((
    path: string,
  ) => false | { readonly path: string; readonly params: object })[];
  /** `router` from 2.3 on. */
  readonly rawPath?: unknown;
}

/** The template under which a layer is mounted, `''` for everything; undefined when it cannot be told. `path` is what is left of that of a request. */
export function mountTemplate(layer: ExpressLayer, path: string): string | undefined {
  if (isForAll(layer)) return '';
  if (layer.regexp !== undefined) return mountOfRegExp(layer.regexp, layer.keys ?? []);
  if (layer.rawPath !== undefined) return templateOfPath(layer.rawPath);
  for (const matcher of layer.matchers ?? []) {
    const template = probeMount(matcher, path);
    if (template !== undefined) return template;
  }
  return undefined;
}

/** How much of a path the mount of a layer takes; undefined when it does not match. */
export function mountedLength(layer: ExpressLayer, path: string): number | undefined {
  if (isForAll(layer)) return 0;
  if (layer.regexp !== undefined) return layer.regexp.exec(path)?.[0].length;
  for (const matcher of layer.matchers ?? []) {
    const match = matcher(path);
    if (match !== false) return match.path.length;
  }
  return undefined;
}

/** A path as it was declared: text, a regular expression, or several of them. */
export function templateOfPath(path: unknown): string {
  return Array.isArray(path) ? path.map(templateOfPath).join('|') : String(path);
}

function isForAll(layer: ExpressLayer): boolean {
  return layer.slash === true || layer.regexp?.fast_slash === true;
}
