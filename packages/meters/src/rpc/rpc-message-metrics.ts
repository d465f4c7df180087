import { counter, defineMeter, type LabelsOf, text } from '@meterkit/instruments';

const method = { method: text() };

/**
 * The messages of a gRPC server's requests: one each way for a unary request, any number for a stream. Apart from
 * `RpcServerMetrics`, for who has no streams need not have them. Recording never throws, whatever it is given.
 */
export class RpcMessageMetrics extends defineMeter({
  name: 'rpc',
  instruments: {
    messagesReceived: counter('grpc.server.messages_received', {
      description: 'Messages that came from clients.',
      unit: '{message}',
      labels: method,
    }),
    messagesSent: counter('grpc.server.messages_sent', {
      description: 'Messages that were written to clients.',
      unit: '{message}',
      labels: method,
    }),
  },
}) {
  /** Puts these methods on the page, at zero. */
  registerMethods(methods: Iterable<string>): void {
    for (const each of methods) {
      this.messagesReceived.add(0, { method: each });
      this.messagesSent.add(0, { method: each });
    }
  }

  recordReceived(labels: LabelsOf<typeof method>): void {
    this.messagesReceived.add(1, labels);
  }

  recordSent(labels: LabelsOf<typeof method>): void {
    this.messagesSent.add(1, labels);
  }
}
