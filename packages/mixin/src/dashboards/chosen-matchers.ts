/** Matchers of PromQL for what is chosen at the top of a dashboard, whose variables are named after labels. */
export function chosenMatchers(labels: readonly string[]): string {
  return labels.map((label) => `${label}=~"$${label}"`).join(', ');
}
