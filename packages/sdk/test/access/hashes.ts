/** Hashes of `first` and `second` that cost next to nothing to check. */
export const HASH_OF_FIRST =
  'scrypt:1024:8:1:c2FsdHNhbHRzYWx0c2FsdA:OTlDqyameE-wabsvhk8G2ByoPtkRoM7Ox83l3TEZDXM';
export const HASH_OF_SECOND =
  'scrypt:1024:8:1:c2FsdHNhbHRzYWx0c2FsdA:wOd5D0UhmZ2MGA7w45qNOjYvAOsUs5hEEXzH3bcU9y8';
