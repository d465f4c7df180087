const types = [
  'application/openmetrics-text',
  'application/openmetrics-text;version=1.0.0',
  'application/openmetrics-text; version=9.9',
  'text/plain;version=0.0.4',
  'text/plain;version=1.0.0;escaping=frob',
  'application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited',
  'TEXT/PLAIN',
  '*/*',
  'text/*',
  'text/html',
];
const weights = [
  '',
  ';q=0',
  ';q=1.000',
  ';q=0.0001',
  ';q=2',
  ';q=-1',
  ';q=NaN',
  ';q=',
  ';q="0.5"',
  ';q=0.5;q=1',
];
const around = ['', ',', ' , ,', '\t'];

/** As long as a header can be before the server itself refuses it. */
const LONG = 14_000;
const long = (part: string, length = LONG): string => part.repeat(Math.floor(length / part.length));

const oddities = [
  '',
  ' ',
  ',',
  ';',
  '/',
  '=',
  '"',
  '\\',
  '*',
  'text',
  'text/',
  '/plain',
  'text/plain;',
  'text/plain;;;',
  'text/plain;=',
  'text/plain;version',
  'text/plain;version="0.0.4',
  'text/plain;version="0\\".0,.4"',
  'application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;escaping=dots',
  'text/plain text/plain',
  '\xff\xfe\x80',
  '__proto__/constructor;toString=1',
  long('a'),
  long(','),
  long(';'),
  long('"'),
  long(' '),
  long('\\"'),
  long('*/*,'),
  long('text/plain;q=0.1,'),
  long('application/openmetrics-text;version=1.0.0;q=0.9,'),
  `text/plain;${long('a=b;')}`,
  `text/plain;${long(' ;')}`,
  `text/plain;q=0.${long('9')}`,
  `text/plain;q=${long('1')}e9`,
  `text/plain;version="${long('a')}`,
  `text/plain;version="${long('\\')}`,
  `text/plain${long(' ')}x`,
  `text/plain;escaping=${long('-')}`,
  `${long('a', LONG / 2)}/${long('b', LONG / 2)}`,
];

/** Values of `Accept` that no scraper sends: each part with each other, and what a careless parser is slow with. */
export const oddAccepts: readonly string[] = [
  ...types.flatMap((type) => weights.map((weight) => `${type}${weight}`)),
  ...types.flatMap((type) => around.map((text) => `${text}${type};q=0.5${text}text/plain;q=0.4`)),
  ...types.map((type) => `${types.map((other, i) => `${other};q=0.${i}`)},${type}`),
  ...oddities,
];
