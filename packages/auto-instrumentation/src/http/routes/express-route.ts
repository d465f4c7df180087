import {
  type ExpressLayer,
  mountedLength,
  mountTemplate,
  templateOfPath,
} from './express-layer.js';

/** What is used of Express 4 and 5. */
interface ExpressRequest {
  readonly route?: { readonly path?: unknown };
  readonly app?: ExpressApp;
  readonly baseUrl?: string;
  readonly originalUrl?: string;
}

interface ExpressApp {
  readonly parent?: ExpressApp;
  readonly mountpath?: unknown;
}

/** The mounts from an application down to a route. */
type Mounts = readonly ExpressLayer[];

/** Of a route that is mounted once, the answer: what every further request needs. */
const settled = new WeakMap<object, { readonly app: ExpressApp; readonly template: string }>();
/** By route and application: a search is done once. */
const found = new WeakMap<object, WeakMap<object, readonly Mounts[]>>();
const templates = new WeakMap<Mounts, string>();

/**
 * The template of the route that Express has matched, mounts included. It is read off the tables of the application: a
 * request knows only the path under which its router is mounted, with the values of the parameters in it. Undefined for
 * what no route has matched, and when the tables do not show where the route is mounted. Never throws.
 */
export function expressRoute(request: object): string | undefined {
  try {
    const { route } = request as ExpressRequest; // asks for a property, whatever it is
    if (typeof route !== 'object' || route === null || route.path === undefined) return undefined;
    const { app, baseUrl, originalUrl } = request as ExpressRequest; // as above
    const known = settled.get(route);
    if (known !== undefined && known.app === app) return known.template;
    const path = templateOfPath(route.path);
    if (app === undefined) return baseUrl === '' ? path : undefined; // a router without an application
    const url = (originalUrl ?? '').replace(/[?#].*$/, '');
    const mount = mountIn(app, route, url);
    if (mount === undefined) return undefined;
    const template = joined(mount, path);
    if (mountsOf(app, route).length === 1) settled.set(route, { app, template });
    return template;
  } catch {
    return undefined; // not Express, or not as it was when this was written
  }
}

function mountIn(app: ExpressApp, route: object, url: string): string | undefined {
  const prefix = prefixOf(app);
  const mounts = mountsOf(app, route);
  const fitting = mounts.length > 1 ? mounts.find((layers) => fits(layers, url)) : mounts[0];
  if (fitting === undefined) return undefined;
  const mount = templateOf(fitting, url);
  return mount === undefined ? undefined : joined(prefix, mount);
}

/** An application that is mounted on another knows where. */
function prefixOf({ parent, mountpath }: ExpressApp): string {
  return parent === undefined ? '' : joined(prefixOf(parent), templateOfPath(mountpath));
}

function mountsOf(app: ExpressApp, route: object): readonly Mounts[] {
  const ofRoute = found.get(route) ?? new WeakMap<object, readonly Mounts[]>();
  found.set(route, ofRoute);
  const known = ofRoute.get(app);
  if (known !== undefined) return known;
  const mounts = search(stackOf(app), route, [], new Set());
  ofRoute.set(app, mounts);
  return mounts;
}

function search(
  stack: readonly ExpressLayer[] | undefined,
  route: object,
  above: Mounts,
  seen: Set<unknown>,
): readonly Mounts[] {
  if (stack === undefined || seen.has(stack)) return [];
  const path = new Set(seen).add(stack);
  return stack.flatMap((layer) => {
    if (layer.route === route) return [above];
    return search(stackOf(layer.handle), route, [...above, layer], path);
  });
}

/** The layers of a router; of an application, those of its own. */
function stackOf(handle: unknown): readonly ExpressLayer[] | undefined {
  if (typeof handle !== 'function') return undefined;
  const { stack, _router, set } = handle as {
    stack?: unknown;
    _router?: { stack?: unknown };
    set?: unknown;
  }; // asks for properties, whatever it is
  if (Array.isArray(stack)) return stack;
  if (Array.isArray(_router?.stack)) return _router.stack;
  if (typeof set !== 'function') return undefined;
  const { router } = handle as { router?: { stack?: unknown } }; // Express 5's; with Express 4 this throws
  return Array.isArray(router?.stack) ? router.stack : undefined;
}

/** Of a router that is mounted more than once: whether a request has come this way. */
function fits(layers: Mounts, url: string): boolean {
  let path = url;
  return layers.every((layer) => {
    const length = mountedLength(layer, path);
    path = path.slice(length ?? 0) || '/';
    return length !== undefined;
  });
}

function templateOf(layers: Mounts, url: string): string | undefined {
  const known = templates.get(layers);
  if (known !== undefined) return known;
  let path = url;
  let template = '';
  for (const layer of layers) {
    const mount = mountTemplate(layer, path);
    if (mount === undefined) return undefined;
    template = joined(template, mount);
    path = path.slice(mountedLength(layer, path) ?? 0) || '/';
  }
  templates.set(layers, template);
  return template;
}

function joined(mount: string, path: string): string {
  if (path === '' || path === '/') return mount === '' ? path : mount;
  const base = mount.replace(/\/+$/, '');
  return base === '' || path.startsWith('/') ? base + path : `${base}/${path}`;
}
