/**
 * The value of an attribute as that of a label: strings as they are, what is empty as `''`, everything else as JSON
 * (OpenTelemetry, AnyValue representation for non-OTLP protocols). What cannot be shown is empty. Never throws.
 */
export function labelText(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return value.toWellFormed();
    case 'number':
    case 'bigint':
      return String(value);
    default:
      return value === null ? '' : jsonText(value);
  }
}

function jsonText(value: unknown): string {
  try {
    return JSON.stringify(value) ?? '';
  } catch {
    return '';
  }
}
