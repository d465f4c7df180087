import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DiagLogger } from '@opentelemetry/api';
import type { Configuration } from '../../src/configuration/configuration.js';
import type { InitOptions } from '../../src/configuration/init-options.js';
import { initOptionsSource } from '../../src/configuration/init-options-source.js';
import type { RecordOption, ValueOption } from '../../src/configuration/option.js';
import type { schema } from '../../src/configuration/schema/schema.js';

test('init-options.ts is what the schema says', () => {
  const file = join(__dirname, '../../src/configuration/init-options.ts');
  expect(readFileSync(file, 'utf8')).toBe(initOptionsSource());
});

/** The options of a group, as the values of its rows have them. */
type OptionsOf<Group> = {
  readonly [K in keyof Group]?:
    | (Group[K] extends ValueOption<infer T>
        ? Exclude<T, undefined>
        : Group[K] extends RecordOption<infer T>
          ? Readonly<Record<string, T>>
          : OptionsOf<Group[K]>)
    | undefined;
};

/** Names and types with everything spelled out, so that interfaces compare by structure. */
type Plain<T> = T extends (...parameters: never[]) => unknown
  ? T
  : T extends object
    ? { [K in keyof T]: Plain<T[K]> }
    : T;

type Equal<A, B> =
  (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

const equal: Equal<Plain<InitOptions>, Plain<OptionsOf<typeof schema>>> = true;

test('the interface and the rows have the same types', () => {
  expect(equal).toBe(true); // what fails is its type check
});

test('wrong options do not compile', () => {
  const wrong: readonly InitOptions[] = [
    // @ts-expect-error an unknown option
    { servicename: 'a' },
    // @ts-expect-error an unknown option of a group
    { scrape: { prot: 9464 } },
    // @ts-expect-error text for a number
    { scrape: { port: '9464' } },
    // @ts-expect-error a word that is none of the values
    { scrape: { defaultFormat: 'json' } },
    // @ts-expect-error null
    { serviceName: null },
    // @ts-expect-error entries are strings
    { resourceAttributes: { build: 42 } },
    // @ts-expect-error not a logger
    { logger: { error: console.error } },
  ];
  expect(wrong).toHaveLength(7);
});

test('right options compile', () => {
  const right: readonly InitOptions[] = [
    {},
    { serviceVersion: process.env.ABSENT, scrape: { port: undefined } },
    { logger: console, page: { constantLabels: { zone: 'eu' } } },
    { logger: {} as DiagLogger }, // only its type counts here
  ];
  expect(right).toHaveLength(4);
});

test('a configuration is complete and cannot be changed', () => {
  const read = (configuration: Configuration) => {
    const port: number = configuration.scrape.port;
    const format: 'text' | 'openmetrics' = configuration.scrape.defaultFormat;
    // @ts-expect-error it has no default
    const version: string = configuration.serviceVersion;
    // @ts-expect-error it is read-only
    configuration.scrape.port = 1;
    return [port, format, version];
  };
  expect(read).toBeInstanceOf(Function);
});
