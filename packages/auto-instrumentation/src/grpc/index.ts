export type { ClientInterceptorOptions } from './create-client-interceptor.js';
export { createClientInterceptor } from './create-client-interceptor.js';
export type { GrpcServerOptions } from './instrument-server.js';
export { instrumentServer } from './instrument-server.js';
export type { EndedServerCall } from './observe-call.js';
