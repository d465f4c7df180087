import type { OptionSpecs, ValuesOf } from '../command-line/command.js';

/** How a target is asked: of every command that asks one. */
export const targetOptions = {
  user: {
    type: 'string',
    value: 'NAME[:PASSWORD]',
    help: 'basic authentication; without PASSWORD that in METERKIT_PASSWORD',
  },
  'bearer-file': {
    type: 'string',
    value: 'FILE',
    help: 'bearer token from the first line of a file',
  },
  header: {
    type: 'string',
    value: "'NAME: VALUE'",
    multiple: true,
    help: 'a further header; repeatable',
  },
  ca: {
    type: 'string',
    value: 'FILE',
    help: 'certificates in PEM to trust instead of the usual ones',
  },
  timeout: { type: 'string', value: 'SECONDS', help: 'for an answer; 10 unless said' },
} as const satisfies OptionSpecs;

export type TargetValues = ValuesOf<typeof targetOptions>;
