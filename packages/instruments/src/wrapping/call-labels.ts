import { types } from 'node:util';
import type { LabelSpecs, LabelsOf, LabelValues } from '../label.js';
import { NO_LABELS } from '../recording-target.js';

/** The labels of a call: the same for each, or computed from it. */
export type CallLabels<S extends LabelSpecs, C> = LabelsOf<S> | ((call: C) => LabelsOf<S>);

/** The trailing options of a wrapper: none when the instrument has no labels. */
export type LabelOptions<S extends LabelSpecs, C> = keyof S extends never
  ? []
  : [options: { readonly labels: CallLabels<S, C> }];

/** Labels that are recorded as such whose getters throw: each of them is `_OTHER`, and counted as unreadable. */
const UNREADABLE: LabelValues = new Proxy(NO_LABELS, {
  get() {
    throw new Error('a function for labels failed');
  },
});

/** What to record a call under. Never throws: where the function for it fails, the labels are unreadable. */
export function callLabels(options: unknown, call: object): LabelValues {
  try {
    const { labels } = (options ?? {}) as { readonly labels?: unknown }; // plain JavaScript may pass anything
    const made: unknown = typeof labels === 'function' ? labels(call) : labels;
    if (!types.isPromise(made)) return (made ?? NO_LABELS) as LabelValues; // what they are worth is seen as they are recorded
    made.catch(() => undefined); // or the process would end of a rejected label
    return UNREADABLE;
  } catch {
    return UNREADABLE;
  }
}
