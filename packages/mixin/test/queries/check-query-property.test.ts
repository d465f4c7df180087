import fc from 'fast-check';
import { serviceFamilies } from '../../src/families/service-families.js';
import { checkQuery } from '../../src/queries/check-query.js';
import { systems } from '../../src/systems/systems.js';

const families = serviceFamilies(systems['guestkit-worker'].meters);

/** A family with labels, one of its samples, and one of its labels. */
const selected = fc
  .constantFrom(...families.filter(({ labels }) => labels.size > 0))
  .chain((family) =>
    fc.record({
      sample: fc.constantFrom(...family.samples),
      label: fc.constantFrom(...family.labels.keys()),
      hasOtherLabels: fc.constant(family.hasOtherLabels),
    }),
  );

type Template = (sample: string, label: string) => string;

const template = fc.constantFrom<Template>(
  (sample, label) => `${sample}{${label}!=""}`,
  (sample, label) => `sum by (${label}) (last_over_time(${sample}[5m]))`,
  (sample, label) => `sum without (${label}) (${sample})`,
  (sample, label) => `topk(3, max by (job, ${label}) (max_over_time(${sample}[1h:1m])))`,
  (sample, label) => `${sample} / ignoring (${label}) ${sample}`,
  (sample, label) => `sum by (${label}) (${sample}) * on (${label}) sum by (${label}) (${sample})`,
  (sample, label) => `up * on (job, instance) group_left (${label}) ${sample}`,
  (sample, label) => `(${sample}{${label}=~"$var"} offset 5m) > bool 0 or vector(0)`,
);

/** Another name, by one letter that no name here has. */
const changed = (name: string) =>
  fc.nat(name.length - 1).map((at) => `${name.slice(0, at + 1)}Q${name.slice(at + 1)}`);

test('what asks for what is there has no problem', () => {
  fc.assert(
    fc.property(selected, template, ({ sample, label }, query) => {
      expect(checkQuery(query(sample, label), families)).toEqual([]);
    }),
  );
});

test('a metric that is changed is told, where it stands', () => {
  fc.assert(
    fc.property(
      selected.chain((one) => fc.record({ one: fc.constant(one), wrong: changed(one.sample) })),
      template,
      ({ one: { label }, wrong }, query) => {
        const text = query(wrong, label);
        const found = checkQuery(text, families).find(({ kind }) => kind === 'metric');
        expect(found).toMatchObject({ found: wrong, from: text.indexOf(wrong) });
      },
    ),
  );
});

test('a label that is changed is told, where it stands', () => {
  const named = selected.filter(({ hasOtherLabels }) => !hasOtherLabels);
  fc.assert(
    fc.property(
      named.chain((one) => fc.record({ one: fc.constant(one), wrong: changed(one.label) })),
      template,
      ({ one: { sample }, wrong }, query) => {
        const text = query(sample, wrong);
        const found = checkQuery(text, families).find(({ kind }) => kind === 'label');
        expect(found).toMatchObject({ found: wrong });
        expect(text.slice(found?.from, found?.to)).toBe(wrong);
      },
    ),
  );
});

test('no text makes it throw', () => {
  const pieces = fc.constantFrom(
    ...[
      'sum',
      'rate(',
      ')',
      '{',
      '}',
      'by (',
      '[5m]',
      'up',
      'job',
      '="',
      '"',
      '$x',
      '${',
      ',',
      '/',
    ],
    ...['on', 'ignoring', 'group_left', 'or', 'offset', '@', '\\', '`', "'", '#', '\n', '5', 'é'],
  );
  const query = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(pieces).map((all) => all.join(' ')),
  );
  fc.assert(
    fc.property(query, (text) => {
      for (const { from, to, message } of checkQuery(text, families)) {
        expect(from).toBeLessThanOrEqual(to);
        expect(to).toBeLessThanOrEqual(text.length);
        expect(message).not.toBe('');
      }
    }),
  );
});
