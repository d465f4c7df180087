/** What of a rule depends on where it runs. */
export interface RuleScope {
  /** The labels that tell services apart, for `by (...)`: `job`. */
  readonly by: string;
  /** Those that tell instances apart. */
  readonly byInstance: string;
  /** How names of recorded series begin: `job`. */
  readonly level: string;
  /** For annotations: what `narrowRules` puts into each expression. `job="orders"` */
  readonly selector: string;
  /** In annotations: `{{ $labels.job }}`. */
  readonly service: string;
  readonly instance: string;
  readonly limits: RuleLimits;
}

/** What rules cannot know by themselves. */
export interface RuleLimits {
  /** Connections that a gRPC server admits; nine tenths of them alert. Default 1000. */
  readonly connections?: number;
  /** Methods that last as long as their client wants, as a pattern of PromQL; their durations do not alert. */
  readonly streamingMethods?: string;
}

const INSTANCE = 'instance';

export function ruleScope(
  targetLabels: readonly string[],
  selector: string,
  limits: RuleLimits,
): RuleScope {
  const ofService = targetLabels.filter((label) => label !== INSTANCE);
  const service = ofService.map((label) => `{{ $labels.${label} }}`).join('/');
  return {
    by: ofService.join(', '),
    byInstance: [...ofService, INSTANCE].join(', '),
    level: ofService.join('_'),
    selector,
    service,
    instance: `${service} at {{ $labels.${INSTANCE} }}`,
    limits,
  };
}
