/** Makes the JSON that says that the process is alive. */
export type HealthBody = (health: {
  /** `serviceVersion`. */
  readonly version: string | undefined;
  readonly uptimeSeconds: number;
}) => object;

/** Makes the JSON that says whether the process is ready. */
export type ReadyBody = (readiness: {
  readonly ready: boolean;
  readonly status: ReadyStatus;
  /** All checks. While it starts and shuts down they are not asked: as they last answered. */
  readonly checks: readonly ReadyAnswer[];
}) => object;

export type ReadyStatus = 'starting' | 'ready' | 'not ready' | 'shutting down';

/** How a check has answered. */
export interface ReadyAnswer {
  readonly name: string;
  readonly ready: boolean;
  /** What the check gave as its reason; null where it gave none. */
  readonly message: string | null;
}
