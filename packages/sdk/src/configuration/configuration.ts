import type { RecordOption, ValueOption } from './option.js';
import type { schema } from './schema/schema.js';

type ValuesOf<Group> = {
  readonly [K in keyof Group]: Group[K] extends ValueOption<infer T>
    ? T
    : Group[K] extends RecordOption<infer T>
      ? Readonly<Record<string, T>>
      : ValuesOf<Group[K]>;
};

/** Every option with its value. Only what has no default can be `undefined`. */
export type Configuration = ValuesOf<typeof schema>;
