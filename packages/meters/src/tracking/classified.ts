/** What `classify` says of an error if it is one of `values`, else undefined; also when asking throws. */
export function classified<V extends string>(
  error: unknown,
  classify: (error: unknown) => V | undefined,
  values: readonly V[],
): V | undefined {
  try {
    const said = classify(error);
    return values.find((value) => value === said);
  } catch {
    return undefined;
  }
}
