/** Neither of the packages that measure a host can be found. */
export class HostMetricsMissingError extends Error {
  override readonly name = 'HostMetricsMissingError';
  readonly code = 'METERKIT_HOST_METRICS_MISSING';

  constructor(packages: readonly string[], cause: unknown) {
    super(
      `host metrics: expected ${packages.join(' or ')} to be installed, found neither; ` +
        `npm install ${packages[0]}, or leave host metrics off`,
      { cause },
    );
  }
}
