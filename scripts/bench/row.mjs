export const CONTESTANTS = ['meterkit', 'promClient', 'prometheusIoClient', 'opentelemetry'];

/**
 * One line of the table: medians, ratios and spread of the samples of each contestant.
 *
 * A ratio says how many times better Meterkit is, and is the median of the ratios within each round.
 *
 * @param {{ name: string, unit: string, samples: Record<string, number[]>, scale?: number, higherIsBetter?: boolean,
 *   goal?: { atMost?: number, promClient?: number, opentelemetry?: number } }} measured `scale` makes samples into `unit`;
 *   `goal`: the value to reach and the ratios
 */
export function row({ name, unit, samples, scale = 1, higherIsBetter = false, goal = {} }) {
  const of = (contestant) => samples[contestant]?.map((sample) => sample * scale);
  const medians = CONTESTANTS.map((contestant) => [contestant, quantile(of(contestant), 0.5)]);
  const ratioTo = (reference) => {
    const ratios = of(reference)?.map((sample, round) => sample / samples.meterkit[round] / scale);
    return quantile(higherIsBetter ? ratios?.map((ratio) => 1 / ratio) : ratios, 0.5);
  };
  const spread = CONTESTANTS.filter((contestant) => samples[contestant] !== undefined).map(
    (contestant) => [contestant, [quantile(of(contestant), 0.25), quantile(of(contestant), 0.75)]],
  );
  return {
    name,
    unit,
    ...Object.fromEntries(medians),
    ratioToPromClient: ratioTo('promClient'),
    ratioToOpenTelemetry: ratioTo('opentelemetry'),
    spread: Object.fromEntries(spread),
    goal,
  };
}

/** What of its goal a row misses, in words. */
export function missed({ goal, meterkit, ratioToPromClient, ratioToOpenTelemetry }) {
  return [
    ...(meterkit > goal.atMost ? [`<= ${goal.atMost}`] : []),
    ...(ratioToPromClient < goal.promClient ? [`>= ${goal.promClient}x prom-client`] : []),
    ...(ratioToOpenTelemetry < goal.opentelemetry
      ? [`>= ${goal.opentelemetry}x OpenTelemetry`]
      : []),
  ];
}

function quantile(samples, q) {
  if (samples === undefined) return null;
  const sorted = samples.toSorted((a, b) => a - b);
  const at = (sorted.length - 1) * q;
  const [low, high] = [sorted[Math.floor(at)], sorted[Math.ceil(at)]];
  return low + (high - low) * (at - Math.floor(at));
}
