import { fileURLToPath } from 'node:url';
import type { MethodDefinition } from '@grpc/grpc-js';
import { loadSync } from '@grpc/proto-loader';

// The messages of proto/metastore.proto as they arrive: nothing is missing, and 64-bit numbers are numbers.
export type PutRequest = Readonly<{ key: string; value: string; leaseId: number }>;
export type Change = Readonly<{ revision: number; deleted: number }>;
export type RangeRequest = Readonly<{ key: string; end: string; revision: number; limit: number }>;
export type KeyAndValue = Readonly<{ key: string; value: string; revision: number }>;
export type RangeResponse = Readonly<{ revision: number; items: readonly KeyAndValue[] }>;
export type WatchRequest = Readonly<{ prefix: string }>;
export type WatchEvent = KeyAndValue & { readonly type: 'put' | 'delete' };
export type WatchResponse = Partial<WatchEvent> & { readonly opened?: boolean };
export type Lease = Readonly<{ leaseId: number; ttlMs: number }>;
export type Credentials = Readonly<{ name: string; password: string }>;
export type Token = Readonly<{ token: string }>;

export interface AppendRequest {
  readonly term: number;
  readonly previousIndex: number;
  readonly previousTerm: number;
  readonly entries: readonly string[];
  readonly commitIndex: number;
}

export interface AppendReply {
  readonly term: number;
  readonly success: boolean;
  readonly lastIndex: number;
  readonly appliedIndex: number;
}

type Method<Request, Response> = MethodDefinition<Partial<Request>, Response>;

interface Protocol {
  readonly 'metastore.KeyValue': {
    readonly Put: Method<PutRequest, Change>;
    readonly Range: Method<RangeRequest, RangeResponse>;
    readonly Delete: Method<Pick<KeyAndValue, 'key'>, Change>;
    readonly Compact: Method<Pick<Change, 'revision'>, Change>;
  };
  readonly 'metastore.Watch': { readonly Watch: Method<WatchRequest, WatchResponse> };
  readonly 'metastore.Lease': {
    readonly Grant: Method<Pick<Lease, 'ttlMs'>, Lease>;
    readonly Revoke: Method<Pick<Lease, 'leaseId'>, Change>;
    readonly KeepAlive: Method<Pick<Lease, 'leaseId'>, Lease>;
  };
  readonly 'metastore.Auth': { readonly Authenticate: Method<Credentials, Token> };
  readonly 'metastore.Replication': { readonly Append: Method<AppendRequest, AppendReply> };
}

const file = fileURLToPath(new URL('../../proto/metastore.proto', import.meta.url)); // beside src and dist alike
const options = { longs: Number, defaults: true, arrays: true };

/** The services of proto/metastore.proto. */
export const protocol = loadSync(file, options) as unknown as Protocol; // our own file, as written above

/** The paths of what clients can call. */
export const clientMethods: readonly string[] = [
  protocol['metastore.KeyValue'],
  protocol['metastore.Watch'],
  protocol['metastore.Lease'],
  protocol['metastore.Auth'],
].flatMap((service) => Object.values(service).map(({ path }) => path));
