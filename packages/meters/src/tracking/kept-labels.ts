/**
 * A copy of these labels: what is recorded at the end has the labels of the start, whatever the caller does to its object
 * meanwhile. Plain JavaScript may pass anything: what cannot be read is counted as missing by the instruments. Never throws.
 */
export function keptLabels<L extends object, K extends keyof L>(
  labels: L,
  ...names: readonly K[]
): Pick<L, K> {
  try {
    return Object.fromEntries(names.map((name) => [name, labels[name]])) as Pick<L, K>; // of these names
  } catch {
    return {} as Pick<L, K>;
  }
}
