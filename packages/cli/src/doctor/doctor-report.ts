/** What `meterkit doctor --json` prints. */
export interface DoctorReport {
  readonly version: 1;
  readonly target: string;
  readonly page: PageFacts;
  /** Those with the most series first. */
  readonly families: readonly FamilyCost[];
  /** Those with the most values first. */
  readonly labels: readonly LabelCost[];
  readonly trend: Trend;
  readonly findings: readonly DoctorFinding[];
}

export interface PageFacts {
  readonly contentType: string;
  readonly contentEncoding: string;
  /** The scheme of the answer to who asks for UTF-8 names; empty where none is said. */
  readonly escaping: string;
  readonly vary: string;
  readonly bytes: number;
  readonly sentBytes: number;
  readonly slowestMs: number;
}

export interface FamilyCost {
  readonly family: string;
  readonly type: string;
  readonly series: number;
  readonly bytes: number;
  /** Whether a dashboard or rule reads it; undefined where none were named. */
  readonly isRead: boolean | undefined;
}

export interface LabelCost {
  readonly label: string;
  readonly values: number;
  readonly series: number;
  readonly bytes: number;
  /** The family in which it has the most values, and how many. */
  readonly mostIn: string;
  readonly mostValues: number;
}

export interface Trend {
  readonly seconds: number;
  readonly before: number;
  readonly after: number;
  /** Families that have more series than before. */
  readonly grown: readonly { readonly family: string; readonly series: number }[];
}

export interface DoctorFinding {
  /** A problem makes the exit code 1; advice does not. */
  readonly severity: 'problem' | 'advice';
  readonly rule: string;
  readonly message: string;
}
