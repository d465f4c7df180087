/** What Prometheus scraped, a value a minute from minute 0 on, and what the rules then say of it. */
export interface RuleScenario {
  /** What has happened. */
  readonly when: string;
  /** Series in promtool's notation: `0+1x60` begins at 0 and grows by 1, sixty times. */
  readonly series: Readonly<Record<string, string>>;
  readonly atMinute: number;
  readonly alert?: ExpectedAlert | SilentAlert;
  /** Values of recorded series, to four digits. */
  readonly recorded?: Readonly<Record<string, number>>;
}

/** An alert that fires, once for each of these. */
interface ExpectedAlert {
  readonly name: string;
  readonly fires: readonly {
    readonly labels: Readonly<Record<string, string>>;
    readonly summary: string;
    readonly description: string;
  }[];
}

/** An alert that must not fire, though it is near. */
interface SilentAlert {
  readonly name: string;
  readonly fires: 'not';
}

/** Which burn rates alert, by their long windows, when the errors of an objective have this share. */
export interface BurnScenario {
  readonly when: string;
  readonly slo: string;
  readonly series: Readonly<Record<string, string>>;
  readonly atMinute: number;
  readonly fires: readonly string[];
  readonly recorded?: Readonly<Record<string, number>>;
}
