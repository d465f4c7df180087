import { list } from '../option-kinds.js';

const PATTERN = /^[\w.\-/*]+$/;

/** What is decided by the name of an instrument. An exact name wins over a pattern, a longer pattern over a shorter one. */
export const byInstrument = {
  nameRule: 'the name of an instrument, or a pattern with `*`',
  acceptsName: (name: string) => PATTERN.test(name),
};

/** A list of names of instruments. */
export function patterns(env: `METERKIT_${string}`, description: string) {
  const rule = 'a list of names or patterns with `*`';
  return list({
    env,
    description,
    rule,
    inPolicy: true,
    acceptsItem: (item) => PATTERN.test(item),
  });
}
