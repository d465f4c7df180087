/** The ways to write a name that has other characters than Prometheus 2 knows (Prometheus, Escaping Schemes). */
export const escapingSchemes = ['underscores', 'allow-utf-8', 'dots', 'values'] as const;

/** One of {@link escapingSchemes}. */
export type EscapingScheme = (typeof escapingSchemes)[number];
