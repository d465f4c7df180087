import fc from 'fast-check';
import { type NegotiationRequest, negotiate } from '../../src/negotiate/negotiate.js';

const OPENMETRICS = 'application/openmetrics-text; version=1.0.0; charset=utf-8';
const OPENMETRICS_UTF8 = `${OPENMETRICS}; escaping=allow-utf-8`;
const OPENMETRICS_DRAFT = 'application/openmetrics-text; version=0.0.1; charset=utf-8';
const TEXT = 'text/plain; version=0.0.4; charset=utf-8';
const TEXT_1 = 'text/plain; version=1.0.0; charset=utf-8';

const contentType = (accept: string | undefined, more: NegotiationRequest = {}) =>
  negotiate({ ...more, accept }).contentType;

describe('negotiate', () => {
  it.each([
    {
      client: 'Prometheus 2.42',
      accept:
        'application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1',
      type: OPENMETRICS,
    },
    {
      client: 'Prometheus 2.42 with native histograms',
      accept:
        'application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited,application/openmetrics-text;version=1.0.0;q=0.8,application/openmetrics-text;version=0.0.1;q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1',
      type: OPENMETRICS,
    },
    {
      client: 'Prometheus 3, text first',
      accept:
        'application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.6,application/openmetrics-text;version=0.0.1;q=0.5,text/plain;version=1.0.0;escaping=allow-utf-8;q=0.4,text/plain;version=0.0.4;q=0.3,*/*;q=0.2',
      type: OPENMETRICS_UTF8,
    },
    {
      client: 'Prometheus 3, protobuf first',
      accept:
        'application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited;q=0.6,application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.5,application/openmetrics-text;version=0.0.1;q=0.4,text/plain;version=1.0.0;escaping=allow-utf-8;q=0.3,text/plain;version=0.0.4;q=0.2,*/*;q=0.1',
      type: OPENMETRICS_UTF8,
    },
    { client: 'curl', accept: '*/*', type: TEXT },
    {
      client: 'Firefox',
      accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8',
      type: TEXT,
    },
    {
      client: 'Chrome',
      accept:
        'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,*/*;q=0.8,application/signed-exchange;v=b3;q=0.7',
      type: TEXT,
    },
    { client: 'Java', accept: 'text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2', type: TEXT },
  ])('rule 4: $client gets $type', ({ accept, type }) => {
    expect(contentType(accept)).toBe(type);
  });

  it.each([
    { accept: 'application/openmetrics-text;q=0.4, text/plain;q=0.5', type: TEXT },
    { accept: 'text/plain;q=0.4, application/openmetrics-text;q=0.5', type: OPENMETRICS },
    { accept: 'text/plain, application/openmetrics-text', type: TEXT },
    { accept: 'application/openmetrics-text, text/plain', type: OPENMETRICS },
    { accept: '*/*, application/openmetrics-text', type: OPENMETRICS },
    { accept: 'text/*, application/openmetrics-text', type: OPENMETRICS },
    { accept: 'application/*, text/*', type: OPENMETRICS },
    { accept: 'text/plain;q=0.5, */*;q=0.8', type: OPENMETRICS },
    { accept: 'text/plain;q=0, */*', type: OPENMETRICS },
    { accept: 'text/*;q=0, */*', type: OPENMETRICS },
    { accept: 'text/plain;q=0.1, text/plain;q=0.9, application/*;q=0.5', type: TEXT },
    { accept: 'text/*', type: TEXT },
    { accept: 'application/*', type: OPENMETRICS },
    { accept: 'Application/OpenMetrics-Text; Version="1.0.0"; Charset=UTF-8', type: OPENMETRICS },
    { accept: 'application/openmetrics-text;x="a,b;q=0", text/plain;q=0.5', type: OPENMETRICS },
    { accept: 'application/openmetrics-text;charset=utf-16, text/plain;q=0.1', type: TEXT },
  ])('rule 4: "$accept" is answered with $type', ({ accept, type }) => {
    expect(contentType(accept)).toBe(type);
    expect(contentType(accept, { defaultFormat: 'text' })).toBe(type);
  });

  it.each([
    'application/json',
    'text/html',
    'application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited',
    'application/openmetrics-text;version=2.0.0',
    'text/plain;version=0.0.3',
    'text/plain;q=0',
    '*/*;q=0',
    'application/openmetrics-text;q=nonsense',
    'application/openmetrics-text;x="never closed',
    ';;;,,,',
    '\u0000',
  ])('rule 5: "%s" matches nothing and gets text 0.0.4', (accept) => {
    expect(contentType(accept)).toBe(TEXT);
    expect(contentType(accept, { defaultFormat: 'openmetrics' })).toBe(TEXT);
  });

  it.each([undefined, '', ' '])('rule 6: Accept "%s" gets the default', (accept) => {
    expect(negotiate({ accept })).toEqual({
      format: 'text',
      escaping: 'underscores',
      contentType: TEXT,
      contentEncoding: 'identity',
    });
    expect(contentType(accept, { defaultFormat: 'openmetrics' })).toBe(OPENMETRICS);
  });

  it.each(['*/*', '*/*;q=0.1', 'text/html, */*'])('rule 6: "%s" gets the default', (accept) => {
    expect(contentType(accept, { defaultFormat: 'text' })).toBe(TEXT);
    expect(contentType(accept, { defaultFormat: 'openmetrics' })).toBe(OPENMETRICS);
  });

  it.each([
    { accept: 'application/openmetrics-text', type: OPENMETRICS },
    { accept: 'application/openmetrics-text;version=1.0.0', type: OPENMETRICS },
    { accept: 'application/openmetrics-text;version=0.0.1', type: OPENMETRICS_DRAFT },
    { accept: 'text/plain', type: TEXT },
    { accept: 'text/plain;version=0.0.4', type: TEXT },
    { accept: 'text/plain;version=1.0.0', type: `${TEXT_1}; escaping=underscores` },
    { accept: 'application/openmetrics-text;version=2.0.0, text/plain;q=0.1', type: TEXT },
    {
      accept: 'application/openmetrics-text;version=2.0.0, application/openmetrics-text;q=0.1',
      type: OPENMETRICS,
    },
  ])('rule 7: "$accept" gets the version it asks for', ({ accept, type }) => {
    expect(contentType(accept)).toBe(type);
  });

  it.each(['underscores', 'allow-utf-8', 'dots', 'values'] as const)(
    'rule 8: the escaping %s is used and stated when it is asked for',
    (escaping) => {
      for (const type of [OPENMETRICS, OPENMETRICS_DRAFT, TEXT, TEXT_1]) {
        const accept = `${type.replace('; charset=utf-8', '')};escaping=${escaping}`;
        expect(negotiate({ accept })).toMatchObject({
          escaping,
          contentType: `${type}; escaping=${escaping}`,
        });
      }
    },
  );

  it('rule 9: OpenMetrics states no escaping to who asks for none', () => {
    expect(negotiate({ accept: 'application/openmetrics-text' })).toMatchObject({
      format: 'openmetrics',
      escaping: 'underscores',
      contentType: 'application/openmetrics-text; version=1.0.0; charset=utf-8',
    });
  });

  it.each(['', 'DOTS', 'dots\r\nSet-Cookie: a=b', '"dots, */*"', 'none'])(
    'rule 10: the unknown escaping "%s" is ignored and not sent back',
    (escaping) => {
      const accept = `application/openmetrics-text;escaping=${escaping}`;
      expect(negotiate({ accept })).toMatchObject({
        escaping: 'underscores',
        contentType: OPENMETRICS,
      });
    },
  );

  it('rule 11: the encoding is negotiated too', () => {
    const request = { accept: 'text/plain', acceptEncoding: 'gzip' };
    expect(negotiate(request)).toMatchObject({ contentType: TEXT, contentEncoding: 'gzip' });
  });

  it('rule 12: any headers get a known content type', () => {
    const known =
      /^(application\/openmetrics-text; version=(1\.0\.0|0\.0\.1)|text\/plain; version=(1\.0\.0|0\.0\.4)); charset=utf-8(; escaping=(underscores|allow-utf-8|dots|values))?$/;
    const piece = fc.constantFrom(
      'text/plain',
      'application/',
      'openmetrics-text',
      '*/*',
      ',',
      ';',
      '=',
      'q=',
      '0.5',
      'version=',
      '1.0.0',
      'escaping=',
      'dots',
      '"',
      '\\',
      ' ',
    );
    const header = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(piece).map((pieces) => pieces.join('')),
    );
    fc.assert(
      fc.property(header, header, (accept, acceptEncoding) => {
        const answer = negotiate({ accept, acceptEncoding });
        expect(answer.contentType).toMatch(known);
        expect(answer.contentType.includes('openmetrics')).toBe(answer.format === 'openmetrics');
        expect(['gzip', 'identity']).toContain(answer.contentEncoding);
      }),
    );
  });

  it.each([
    ',',
    ';',
    '"',
    '\\',
    '=',
    '*/*,',
    'a/b;',
    '"\\',
    ' ',
    'text/plain;q=0.1,',
    ';q=1',
    'a/b;c="d',
  ])('rule 10: 64 KiB of %j are answered at once', (piece) => {
    const header = piece.repeat(65_536 / piece.length);
    const started = performance.now();
    negotiate({ accept: header, acceptEncoding: header });
    negotiate({ accept: `text/plain;a="${header}`, acceptEncoding: `gzip;a="${header}` });
    expect(performance.now() - started).toBeLessThan(750);
  });
});
