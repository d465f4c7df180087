import { counter, defineMeter, gauge, type LabelsOf, text } from '@meterkit/instruments';

/** A large topic has more partitions than the 200 values that a label takes unless told. */
const partition = { topic: text(), partition: text({ limit: 1000 }) };

/** Topics and partitions multiply: 100 topics of 100 partitions are an ordinary cluster. */
const seriesLimit = 10_000;

export type PartitionLabels = LabelsOf<typeof partition>;

/** What a processor takes from the partitions of Kafka topics and puts into them. Recording never throws. */
export class KafkaMetrics extends defineMeter({
  name: 'processor',
  instruments: {
    messagesConsumed: counter('kafka.messages_consumed', {
      description: 'Messages that were taken from a partition.',
      unit: '{message}',
      labels: partition,
      seriesLimit,
    }),
    messagesProduced: counter('kafka.messages_produced', {
      description: 'Messages that were put into a partition.',
      unit: '{message}',
      labels: partition,
      seriesLimit,
    }),
    consumerLag: gauge('kafka.consumer_lag', {
      description: 'Messages of a partition that are not yet consumed.',
      unit: '{message}',
      labels: partition,
      seriesLimit,
    }),
    offsetCommitErrors: counter('kafka.offset_commit_errors', {
      description: 'Offsets of a partition that could not be committed.',
      unit: '{error}',
      labels: partition,
      seriesLimit,
    }),
  },
}) {
  /** Puts what is counted of a partition on the page at zero, so that the first error is seen as one. */
  recordPartitionAssigned(labels: PartitionLabels): void {
    this.messagesConsumed.add(0, labels);
    this.offsetCommitErrors.add(0, labels);
  }

  /** The lag of a partition that another consumer has now leaves the page. */
  recordPartitionRevoked(labels: PartitionLabels): void {
    this.consumerLag.remove(labels);
  }

  recordConsumed(count: number, labels: PartitionLabels): void {
    this.messagesConsumed.add(count, labels);
  }

  recordProduced(count: number, labels: PartitionLabels): void {
    this.messagesProduced.add(count, labels);
  }

  recordConsumerLag(messages: number, labels: PartitionLabels): void {
    this.consumerLag.set(messages, labels);
  }

  recordCommitFailed(labels: PartitionLabels): void {
    this.offsetCommitErrors.add(1, labels);
  }
}
