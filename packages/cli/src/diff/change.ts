/** What is different between two catalogues, of one family. */
export interface Change {
  /** As the old catalogue has it; the new one for what is new. */
  readonly family: string;
  readonly rule:
    | 'removed'
    | 'renamed'
    | 'renamed-from'
    | 'type'
    | 'unit'
    | 'label-removed'
    | 'label-added'
    | 'label-values'
    | 'bounds'
    | 'added';
  /** Whether a query that was right before may be wrong now. */
  readonly breaks: boolean;
  readonly message: string;
}
