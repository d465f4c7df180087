import type { InterceptingCall, Interceptor, Metadata, StatusObject } from '@grpc/grpc-js';
import { grpcStatusName, RpcClientMetrics } from '@meterkit/meters/rpc';

export interface ClientInterceptorOptions {
  /** Default: those of the process's store. */
  readonly metrics?: RpcClientMetrics;
}

/** What grpc-js hands to `start`: of an interceptor, or of the client itself. Each part may be missing. */
type StartListener = Parameters<InterceptingCall['start']>[1];

/**
 * An interceptor that times the calls of a client, of all four kinds. First in `interceptors`, it measures what is behind it
 * too; retries belong to their call. Metadata, messages and statuses pass as they are.
 */
export function createClientInterceptor(options: ClientInterceptorOptions = {}): Interceptor {
  const metrics = options.metrics ?? new RpcClientMetrics();
  return (callOptions, nextCall) => {
    const call = nextCall(callOptions);
    const method = callOptions.method_definition.path.slice(1); // the conventions have no slash in front
    const start = call.start;
    call.start = (metadata: Metadata, listener: StartListener) => {
      const running = metrics.startCall({ 'rpc.method': method });
      start.call(call, metadata, {
        onReceiveMetadata: (received: Metadata) => listener?.onReceiveMetadata?.(received),
        onReceiveMessage: (message: unknown) => listener?.onReceiveMessage?.(message),
        onReceiveStatus: (status: StatusObject) => {
          running.end(grpcStatusName(status.code));
          listener?.onReceiveStatus?.(status);
        },
      });
    };
    return call as InterceptingCall; // of the class only this interface is used; it would have to be imported
  };
}
