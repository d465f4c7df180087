import { type Metadata, status } from '@grpc/grpc-js';
import type { StorageMetrics } from '@meterkit/meters/storage';
import { answerUnary } from '../grpc/answer-unary.js';
import type { Change, KeyAndValue, PutRequest, RangeRequest } from '../grpc/protocol.js';
import { StatusError } from '../grpc/status-error.js';
import type { Command } from '../log/command.js';
import type { ServiceOptions } from './add-services.js';

const MAX_KEY_LENGTH = 1024;
const MAX_VALUE_LENGTH = 65_536;

export function keyValueService(
  { leader, machine: { revisions }, users, panicEvery }: ServiceOptions,
  metrics: StorageMetrics,
) {
  let ranges = 0;

  function range(request: RangeRequest) {
    ranges += 1;
    if (panicEvery > 0 && ranges % panicEvery === 0) throw new TypeError('asked for by FAULTS');
    return metrics.track({ operation: 'range', storage: 'revisions' }, () => ({
      revision: revisions.current,
      items: revisions.range(request),
    }));
  }

  const write = <Request>(toCommand: (request: Request) => Command) =>
    answerUnary((request: Request, metadata: Metadata) => {
      users.authorizeWrite(metadata);
      return leader.propose(toCommand(request));
    });

  return {
    Put: write(({ key, value, leaseId }: PutRequest) => {
      checkLength('key', key, 1, MAX_KEY_LENGTH);
      checkLength('value', value, 0, MAX_VALUE_LENGTH);
      return { type: 'put', key, value, leaseId };
    }),
    Range: answerUnary(range),
    Delete: write(({ key }: Pick<KeyAndValue, 'key'>) => ({ type: 'delete', key })),
    Compact: write(({ revision }: Pick<Change, 'revision'>) => ({ type: 'compact', revision })),
  };
}

function checkLength(name: string, text: string, least: number, most: number): void {
  if (text.length >= least && text.length <= most) return;
  const rule = `expected ${least} to ${most} characters, got ${text.length}`;
  throw new StatusError(status.INVALID_ARGUMENT, `${name}: ${rule}`);
}
