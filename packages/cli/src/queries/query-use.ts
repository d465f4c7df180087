/** An expression of a dashboard or of a rule, and where it stands. */
export interface QueryUse {
  /** `deployment.json: panel "Success rate"` */
  readonly place: string;
  readonly expression: string;
  /** The name under which its answer is recorded. */
  readonly records?: string;
  /** Those that a rule adds to its answer. */
  readonly labels?: Readonly<Record<string, string>>;
}
