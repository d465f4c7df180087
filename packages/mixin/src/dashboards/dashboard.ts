/** A dashboard of Grafana. */
export interface Dashboard {
  /** Of its file: `deployment`. */
  readonly name: string;
  /** Its JSON model, as text. */
  readonly text: string;
}
