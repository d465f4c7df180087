import type * as grpc from '@grpc/grpc-js';

type Answer<Method> =
  Method extends grpc.MethodDefinition<infer Request, infer Response>
    ? (request: Required<Request>, metadata: grpc.Metadata) => Response | Promise<Response>
    : never;

/** Adds a service that answers with what functions return. What they throw is answered by `instrumentServer`. */
export function addUnary<Service extends grpc.ServiceDefinition>(
  server: grpc.Server,
  service: Service,
  answers: { readonly [Name in keyof Service]: Answer<Service[Name]> },
): void {
  const handlers: Record<string, grpc.handleUnaryCall<unknown, unknown>> = {};
  for (const name in answers)
    handlers[name] = async ({ request, metadata }, callback) =>
      callback(null, await answers[name](request as never, metadata)); // as the method of this name decodes it
  server.addService(service, handlers);
}
