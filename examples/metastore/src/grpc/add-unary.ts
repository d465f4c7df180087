import type {
  handleUnaryCall,
  Metadata,
  MethodDefinition,
  Server,
  ServiceDefinition,
} from '@grpc/grpc-js';

type Answer<Method> =
  Method extends MethodDefinition<infer Request, infer Response>
    ? (request: Required<Request>, metadata: Metadata) => Response | Promise<Response>
    : never;

/** Adds a service that answers with what functions return. What they throw is answered by `instrumentServer`. */
export function addUnary<Service extends ServiceDefinition>(
  server: Server,
  service: Service,
  answers: { readonly [Name in keyof Service]: Answer<Service[Name]> },
): void {
  const handlers: Record<string, handleUnaryCall<unknown, unknown>> = {};
  for (const name in answers)
    handlers[name] = async ({ request, metadata }, callback) =>
      callback(null, await answers[name](request as never, metadata)); // as the method of this name decodes it
  server.addService(service, handlers);
}
