import { setRoute } from './request-route.js';

/** What is used of a Koa context, with what `@koa/router` sets on it. */
interface KoaContext {
  readonly req: object;
  readonly _matchedRoute?: unknown;
}

/**
 * Middleware for Koa with `@koa/router`, which tell nobody of their routes: `app.use(koaRoutes())`, before the router. The
 * template is that of the route that matched last, prefixes included.
 */
export function koaRoutes(): (context: object, next: () => Promise<unknown>) => Promise<void> {
  return async (context, next) => {
    try {
      await next();
    } finally {
      const { req, _matchedRoute: route } = context as KoaContext; // asks for properties, whatever it is
      if (route !== undefined) setRoute(req, String(route));
    }
  };
}
