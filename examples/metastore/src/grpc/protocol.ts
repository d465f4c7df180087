import { fileURLToPath } from 'node:url';
import type { MethodDefinition } from '@grpc/grpc-js';
import { loadSync } from '@grpc/proto-loader';

// The messages of proto/metastore.proto as they arrive: nothing is missing, and 64-bit numbers are numbers.

export interface KeyAndValue {
  readonly key: string;
  readonly value: string;
  readonly revision: number;
}

export interface PutRequest extends Pick<KeyAndValue, 'key' | 'value'> {
  readonly leaseId: number;
}

export interface Change {
  readonly revision: number;
  readonly deleted: number;
}

export interface RangeRequest {
  readonly key: string;
  readonly end: string;
  readonly revision: number;
  readonly limit: number;
}

export interface RangeResponse {
  readonly revision: number;
  readonly items: readonly KeyAndValue[];
}

export interface WatchRequest {
  readonly prefix: string;
}

export interface WatchEvent extends KeyAndValue {
  readonly type: 'put' | 'delete';
}

export type WatchResponse = Partial<WatchEvent> & { readonly opened?: boolean };

export interface Lease {
  readonly leaseId: number;
  readonly ttlMs: number;
}

export interface Credentials {
  readonly name: string;
  readonly password: string;
}

export interface AppendRequest {
  readonly term: number;
  readonly previousIndex: number;
  readonly previousTerm: number;
  readonly entries: readonly {
    readonly index: number;
    readonly term: number;
    readonly command: string;
  }[];
  readonly commitIndex: number;
}

export interface AppendReply {
  readonly term: number;
  readonly success: boolean;
  readonly lastIndex: number;
  readonly appliedIndex: number;
}

interface Protocol {
  readonly 'metastore.KeyValue': {
    readonly Put: MethodDefinition<Partial<PutRequest>, Change>;
    readonly Range: MethodDefinition<Partial<RangeRequest>, RangeResponse>;
    readonly Delete: MethodDefinition<Pick<KeyAndValue, 'key'>, Change>;
    readonly Compact: MethodDefinition<Pick<Change, 'revision'>, Change>;
  };
  readonly 'metastore.Watch': { readonly Watch: MethodDefinition<WatchRequest, WatchResponse> };
  readonly 'metastore.Lease': {
    readonly Grant: MethodDefinition<Pick<Lease, 'ttlMs'>, Lease>;
    readonly Revoke: MethodDefinition<Pick<Lease, 'leaseId'>, Change>;
    readonly KeepAlive: MethodDefinition<Pick<Lease, 'leaseId'>, Lease>;
  };
  readonly 'metastore.Auth': {
    readonly Authenticate: MethodDefinition<Credentials, { readonly token: string }>;
  };
  readonly 'metastore.Replication': {
    readonly Append: MethodDefinition<AppendRequest, AppendReply>;
  };
}

const file = fileURLToPath(new URL('../../proto/metastore.proto', import.meta.url)); // beside src and dist alike
const options = { longs: Number, defaults: true, arrays: true };

/** The services of proto/metastore.proto. */
export const protocol = loadSync(file, options) as unknown as Protocol; // our own file, as written above

/** The services for clients. */
export const clientServices = [
  protocol['metastore.KeyValue'],
  protocol['metastore.Watch'],
  protocol['metastore.Lease'],
  protocol['metastore.Auth'],
] as const;
