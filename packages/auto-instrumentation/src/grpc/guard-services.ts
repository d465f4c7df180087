import type { Server, UntypedHandleCall } from '@grpc/grpc-js';
import type { StopRecording } from '../recorder.js';
import { guardHandler } from './guard-handler.js';
import type { RegisteredHandler, ServerInternals } from './server-internals.js';

export interface ServiceGuard {
  /** The server has this method: it had it before, or it was registered now. */
  readonly registered: (method: string) => void;
  /** Its handler threw what is no status. */
  readonly panicked: (method: string, error: unknown) => void;
}

/** Guards the handlers that a server has and will have, by {@link guardHandler}. */
export function guardServices(
  server: Server,
  { handlers }: ServerInternals,
  { registered, panicked }: ServiceGuard,
): StopRecording {
  const originals = new Map<RegisteredHandler, UntypedHandleCall>();
  const guard = (method: string) => {
    const handler = handlers.get(method);
    if (handler === undefined) return;
    originals.set(handler, handler.func);
    handler.func = guardHandler(handler.func, handler.type, (error) => panicked(method, error));
    registered(method);
  };
  for (const method of handlers.keys()) guard(method);

  const { register } = server;
  const registerBound = register.bind(server);
  server.register = (method, handler, serialize, deserialize, type) => {
    const isNew = registerBound(method, handler, serialize, deserialize, type);
    if (isNew) guard(method);
    return isNew;
  };
  return () => {
    server.register = register;
    for (const [handler, original] of originals) handler.func = original;
  };
}
