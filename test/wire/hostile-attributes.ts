import type { Attributes } from '@opentelemetry/api';
import type { HostileInput } from './hostile-input.js';

/** Attributes of an OpenTelemetry counter: all that JavaScript lets through. */
function attributes(name: string, given: object, shows: string): HostileInput {
  return {
    name: `attributes: ${name}`,
    record: ({ meterProvider }) =>
      meterProvider
        .getMeter('attributes')
        .createCounter(name)
        .add(1, given as Attributes), // as anybody may
    shows,
  };
}

/** Attributes that are no labels as they stand. */
export const hostileAttributes: readonly HostileInput[] = [
  attributes(
    'collide',
    { 'http.method': 'GET', http_method: 'PUT', 'http-method': 'POST' },
    'collide_total{http_method="POST;GET;PUT"} 1',
  ),
  attributes('digit', { '1digit': 'x' }, 'digit_total{exported_1digit="x"} 1'),
  attributes('no.key', { '': 'x' }, 'no_key_total{exported_="x"} 1'),
  attributes('name', { __name__: 'x' }, 'name_total{exported_name_="x"} 1'),
  attributes('dunder', { __a: '1', _a: '2', a: '3' }, 'dunder_total{exported_a="1;2",a="3"} 1'),
  attributes('quantile', { quantile: '0.5' }, 'quantile_total{quantile="0.5"} 1'),
  attributes('counted.le', { le: '5' }, 'counted_le_total{le="5"} 1'),
  attributes(
    'unicode',
    { größe: 'XL', 日本: '東京' },
    'unicode_total{gr_e="XL",exported_="東京"} 1',
  ),
  attributes(
    'odd.key',
    { 'a"b\n}': '1', '\ud800': '2' },
    'odd_key_total{a_b_="1",exported_="2"} 1',
  ),
  attributes('scope', { otel_scope_name: 'mine' }, 'scope_total{otel_scope_name="mine"} 1'),
  attributes(
    'proto',
    { constructor: '1', toString: '2' },
    'proto_total{constructor="1",toString="2"} 1',
  ),
  attributes(
    'list',
    { values: ['a"b', 'c\nd', 1] },
    String.raw`list_total{values="[\"a\\\"b\",\"c\\nd\",1]"} 1`,
  ),
  attributes(
    'object',
    { value: { quoted: '"' } },
    String.raw`object_total{value="{\"quoted\":\"\\\"\"}"} 1`,
  ),
  attributes('nothing', { a: undefined, b: null, c: '' }, 'nothing_total 1'),
  attributes(
    'odd.type',
    { f: () => 1, s: Symbol('s'), d: Number.NaN },
    'odd_type_total{d="NaN"} 1',
  ),
  attributes(
    'two.types',
    { value: 1, 'val\u00fce': true },
    'two_types_total{value="1",val_e="true"} 1',
  ),
  attributes('surrogate', { value: 'a\ud800b' }, 'surrogate_total{value="a\ufffdb"} 1'),
];
