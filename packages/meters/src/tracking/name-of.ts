/**
 * The name of what was thrown: also of an error of another realm, which is no `instanceof Error`. May throw what a getter
 * throws.
 */
export function nameOf(error: unknown): unknown {
  return (error as { readonly name?: unknown } | null | undefined)?.name; // asked of anything
}
