import { boolean, choice, strings } from '../option-kinds.js';
import { patterns } from './name-patterns.js';

/** What the page shows. */
export const page = {
  created: boolean({
    default: false,
    env: 'METERKIT_PAGE_CREATED',
    description: 'Write `_created` samples, which tell when a series began (OpenMetrics only).',
  }),
  scopeLabels: boolean({
    default: false,
    env: 'METERKIT_PAGE_SCOPE_LABELS',
    description:
      'Write the labels `otel_scope_name`, `otel_scope_version` and `otel_scope_schema_url`.',
  }),
  targetInfo: boolean({
    default: true,
    env: 'METERKIT_PAGE_TARGET_INFO',
    description: 'Write `target_info` with the resource attributes.',
  }),
  translation: choice({
    values: ['underscores', 'utf-8'],
    default: 'underscores',
    env: 'METERKIT_PAGE_TRANSLATION',
    description:
      'Characters in names that Prometheus did not know before version 3: replaced, or kept.',
  }),
  constantLabels: strings({
    env: 'METERKIT_PAGE_CONSTANT_LABELS',
    nameRule: 'a label name: letters, digits and "_", no digit or "__" first, not "le"',
    acceptsName: (name) => /^(?!__|le$)[a-zA-Z_][a-zA-Z0-9_]*$/.test(name),
    description: 'Labels on every series.',
  }),
  include: patterns(
    'METERKIT_PAGE_INCLUDE',
    'Only these are on the page, by name as declared or as on the page; `*` stands for any text.',
  ),
  exclude: patterns(
    'METERKIT_PAGE_EXCLUDE',
    'These are not on the page, by name as declared or as on the page; `*` stands for any text.',
  ),
};
