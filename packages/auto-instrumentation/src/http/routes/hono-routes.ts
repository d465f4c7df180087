import { setRoute } from './request-route.js';

/** What is used of a Hono context. */
interface HonoContext {
  readonly req: {
    readonly matchedRoutes?: readonly HonoRoute[];
    readonly routeIndex?: number;
  };
  /** What `@hono/node-server` gives a handler. */
  readonly env?: { readonly incoming?: object };
}

interface HonoRoute {
  readonly path: string;
  readonly method: string;
}

/**
 * Middleware for Hono on `@hono/node-server`, which tell nobody of their routes: `app.use(honoRoutes())`, before the routes.
 * The template is that of the handler that answered; where a middleware did, of the handler it stood before.
 */
export function honoRoutes(): (context: object, next: () => Promise<void>) => Promise<void> {
  return async (context, next) => {
    try {
      await next();
    } finally {
      try {
        const { req, env } = context as HonoContext; // asks for properties, whatever it is
        setRoute(env?.incoming, handlerPath(req));
      } catch {
        // another version of Hono: no route
      }
    }
  };
}

function handlerPath({
  matchedRoutes = [],
  routeIndex = 0,
}: HonoContext['req']): string | undefined {
  const handlers = matchedRoutes.slice(routeIndex);
  return handlers.find(({ method, path }) => method !== 'ALL' || !path.endsWith('*'))?.path;
}
