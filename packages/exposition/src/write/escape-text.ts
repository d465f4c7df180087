/** The text between the quotes of a label value or of a name (OpenMetrics 1.0 and text 0.0.4 alike). */
export function escapeQuoted(text: string): string {
  // Most have nothing to escape: one look costs less than three replacements.
  if (!/[\\"\n]/.test(text)) return text;
  return escapeLine(text).replaceAll('"', '\\"');
}

/** Escapes what cannot stand on a line. */
export function escapeLine(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n');
}
