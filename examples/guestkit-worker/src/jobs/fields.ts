import { JobError } from './job-error.js';

/** A part of a JSON document. */
export type Fields = Readonly<Record<string, unknown>>;

/** Reads a JSON object. This and the functions below throw a JobError that says what is wrong. */
export function parseObject(text: string): Fields {
  try {
    return asObject('job', JSON.parse(text));
  } catch (error) {
    throw error instanceof JobError ? error : new JobError('InvalidJob', `job: ${error}`);
  }
}

export function objectField(fields: Fields, name: string): Fields {
  return asObject(name, fields[name]);
}

export function textField(fields: Fields, name: string, pattern: RegExp): string {
  const value = fields[name];
  if (typeof value === 'string' && pattern.test(value)) return value;
  throw invalid(name, `text like ${pattern}`, value);
}

export function dateField(fields: Fields, name: string): Date {
  const date = new Date(textField(fields, name, RFC_3339));
  if (Number.isNaN(date.getTime()))
    throw invalid(name, 'a day and time that there is', fields[name]);
  return date;
}

const RFC_3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/i;

function asObject(name: string, value: unknown): Fields {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Fields; // just seen
  throw invalid(name, 'an object', value);
}

function invalid(name: string, rule: string, value: unknown): JobError {
  return new JobError('InvalidJob', `${name}: expected ${rule}, got ${JSON.stringify(value)}`);
}
