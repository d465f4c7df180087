import type { FamilyColumns } from '../page-model.js';

/** A stream as problems call it, by what was declared: `counter "jobs.done" of scope "jobs"`. */
export function describeStream({ type, name, scope }: FamilyColumns): string {
  const ofScope = scope.name === '' ? '' : ` of scope ${JSON.stringify(scope.name)}`;
  const kind = type === 'plainCounter' ? 'counter without _total' : type;
  return `${kind} ${JSON.stringify(name)}${ofScope}`;
}
