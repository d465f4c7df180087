import type { SeriesTable } from './series-table.js';

/** What a page reads of a table. */
export type StoreFamily = Readonly<
  Pick<
    SeriesTable,
    | 'name'
    | 'type'
    | 'additive'
    | 'unit'
    | 'description'
    | 'exactName'
    | 'scope'
    | 'labels'
    | 'bounds'
    | 'rowCount'
    | 'chunkShift'
    | 'chunks'
    | 'startMs'
    | 'rowsOf'
    | 'live'
    | 'rows'
    | 'spec'
  >
>;
