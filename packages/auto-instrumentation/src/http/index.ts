export type { RecorderContext, StopRecording } from '../recorder.js';
export { ignoreRequest, ignoreServer } from './ignore-request.js';
export { honoRoutes } from './routes/hono-routes.js';
export { koaRoutes } from './routes/koa-routes.js';
export { setRoute } from './routes/request-route.js';
export { HttpServerMetrics } from './server/http-server-metrics.js';
export type { HttpServerOptions } from './server/record-http-server.js';
export { recordHttpServer } from './server/record-http-server.js';
