// The messages of proto/metastore.proto as they arrive: nothing is missing, and 64-bit numbers are numbers.

export interface PutRequest {
  readonly key: string;
  readonly value: string;
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

export interface KeyAndValue {
  readonly key: string;
  readonly value: string;
  readonly revision: number;
}

export interface RangeResponse {
  readonly revision: number;
  readonly items: readonly KeyAndValue[];
}

export interface WatchEvent extends KeyAndValue {
  readonly type: 'put' | 'delete';
}

export type WatchResponse = Partial<WatchEvent> & { readonly opened?: boolean };

export interface LeaseRequest {
  readonly leaseId: number;
}

export interface LeaseResponse {
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
