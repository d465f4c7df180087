import { fileURLToPath } from 'node:url';
import type { MethodDefinition } from '@grpc/grpc-js';
import { loadSync } from '@grpc/proto-loader';

// The messages of proto/metastore.proto as they arrive: nothing is missing, and 64-bit numbers are numbers.
export type PutRequest = Readonly<{ key: string; value: string; leaseId: number }>;
export type Change = Readonly<{ revision: number; deleted: number }>;
export type RangeRequest = Readonly<{ key: string; end: string; revision: number }>;
export type RangeResponse = Readonly<{ revision: number; items: readonly KeyAndValue[] }>;
export type KeyAndValue = PutRequest & { readonly revision: number };
export type Version = KeyAndValue & { readonly type: 'put' | 'delete' };
export type Lease = Readonly<{ leaseId: number; ttlMs: number }>;
export type Credentials = Readonly<{ name: string; password: string }>;
/** `lastTerm`: of the entry at `lastIndex`. */
export type FetchRequest = Readonly<
  Record<'lastIndex' | 'lastTerm' | 'appliedIndex', number> & { node: string }
>;
export type FetchReply = Readonly<{ agrees: boolean; entries: string[]; commitIndex: number }>;

type Method<Request, Response> = MethodDefinition<Partial<Request>, Response>;

type Protocol = Readonly<{
  'metastore.KeyValue': {
    Put: Method<PutRequest, Change>;
    Range: Method<RangeRequest, RangeResponse>;
    Delete: Method<{ key: string }, Change>;
    Compact: Method<{ revision: number }, Change>;
  };
  'metastore.Watch': { Watch: Method<{ prefix: string }, Version> };
  'metastore.Lease': {
    Grant: Method<{ ttlMs: number }, Lease>;
    Revoke: Method<{ leaseId: number }, Change>;
    KeepAlive: Method<{ leaseId: number }, Lease>;
  };
  'metastore.Auth': { Authenticate: Method<Credentials, { token: string }> };
  'metastore.Replication': { Fetch: Method<FetchRequest, FetchReply> };
}>;

const file = fileURLToPath(new URL('../../proto/metastore.proto', import.meta.url)); // beside src and dist alike
const options = { longs: Number, defaults: true, arrays: true };

/** The services of proto/metastore.proto. */
export const protocol = loadSync(file, options) as unknown as Protocol; // our own file, as written above
