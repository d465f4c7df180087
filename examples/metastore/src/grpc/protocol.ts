import { fileURLToPath } from 'node:url';
import type { MethodDefinition } from '@grpc/grpc-js';
import { loadSync } from '@grpc/proto-loader';
import type {
  AppendReply,
  AppendRequest,
  Change,
  Credentials,
  KeyAndValue,
  LeaseRequest,
  LeaseResponse,
  PutRequest,
  RangeRequest,
  RangeResponse,
  WatchResponse,
} from './messages.js';

/** The services of proto/metastore.proto. */
interface Protocol {
  readonly 'metastore.KeyValue': {
    readonly Put: MethodDefinition<Partial<PutRequest>, Change>;
    readonly Range: MethodDefinition<Partial<RangeRequest>, RangeResponse>;
    readonly Delete: MethodDefinition<Pick<KeyAndValue, 'key'>, Change>;
    readonly Compact: MethodDefinition<Pick<Change, 'revision'>, Change>;
  };
  readonly 'metastore.Watch': {
    readonly Watch: MethodDefinition<{ readonly prefix: string }, WatchResponse>;
  };
  readonly 'metastore.Lease': {
    readonly Grant: MethodDefinition<Pick<LeaseResponse, 'ttlMs'>, LeaseResponse>;
    readonly Revoke: MethodDefinition<LeaseRequest, Change>;
    readonly KeepAlive: MethodDefinition<LeaseRequest, LeaseResponse>;
  };
  readonly 'metastore.Auth': {
    readonly Authenticate: MethodDefinition<Credentials, { readonly token: string }>;
  };
  readonly 'metastore.Replication': {
    readonly Append: MethodDefinition<AppendRequest, AppendReply>;
  };
}

// Beside src and dist alike.
const file = fileURLToPath(new URL('../../proto/metastore.proto', import.meta.url));
const options = { longs: Number, defaults: true, arrays: true };

export const protocol = loadSync(file, options) as unknown as Protocol; // our own file, as written above

/** The services for clients. */
export const clientServices = [
  protocol['metastore.KeyValue'],
  protocol['metastore.Watch'],
  protocol['metastore.Lease'],
  protocol['metastore.Auth'],
] as const;
