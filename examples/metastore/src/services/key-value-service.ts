import { type Metadata, status } from '@grpc/grpc-js';
import type { StorageMetrics } from '@meterkit/meters/storage';
import type { Users } from '../auth/users.js';
import { answerUnary, type OnPanic } from '../grpc/answer.js';
import type { Change, KeyAndValue, PutRequest, RangeRequest } from '../grpc/messages.js';
import { StatusError } from '../grpc/status-error.js';
import type { Leader } from '../raft/leader.js';
import type { Revisions } from '../store/revisions.js';

const MAX_KEY_LENGTH = 1024;
const MAX_VALUE_LENGTH = 65_536;

export interface KeyValueServiceOptions {
  readonly leader: Leader;
  readonly revisions: Revisions;
  readonly users: Users;
  readonly metrics: StorageMetrics;
  readonly onPanic: OnPanic;
  /** Every so manieth Range panics, to see what that looks like; 0 for none. */
  readonly panicEvery: number;
}

export function keyValueService(options: KeyValueServiceOptions) {
  const { leader, revisions, users, metrics, onPanic, panicEvery } = options;
  let ranges = 0;

  function put({ key, value, leaseId }: PutRequest, metadata: Metadata): Promise<Change> {
    users.authorizeWrite(metadata);
    checkLength('key', key, 1, MAX_KEY_LENGTH);
    checkLength('value', value, 0, MAX_VALUE_LENGTH);
    return leader.propose({ type: 'put', key, value, leaseId });
  }

  function range(request: RangeRequest) {
    ranges += 1;
    if (panicEvery > 0 && ranges % panicEvery === 0) throw new TypeError('asked for by FAULTS');
    return metrics.track({ operation: 'range', storage: 'revisions' }, () => ({
      revision: revisions.current,
      items: revisions.range(request),
    }));
  }

  function remove({ key }: Pick<KeyAndValue, 'key'>, metadata: Metadata): Promise<Change> {
    users.authorizeWrite(metadata);
    return leader.propose({ type: 'delete', key });
  }

  function compact({ revision }: Pick<Change, 'revision'>, metadata: Metadata): Promise<Change> {
    users.authorizeWrite(metadata);
    return leader.propose({ type: 'compact', revision });
  }

  return {
    Put: answerUnary(put, onPanic),
    Range: answerUnary(range, onPanic),
    Delete: answerUnary(remove, onPanic),
    Compact: answerUnary(compact, onPanic),
  };
}

function checkLength(name: string, text: string, least: number, most: number): void {
  if (text.length >= least && text.length <= most) return;
  const rule = `expected ${least} to ${most} characters, got ${text.length}`;
  throw new StatusError(status.INVALID_ARGUMENT, `${name}: ${rule}`);
}
