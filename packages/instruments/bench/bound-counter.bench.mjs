const LABELS = { environment: undefined, strategy: undefined, module: undefined };

/**
 * An addition to a series whose labels were resolved before: 64 series in random order. prom-client's `labels()` and
 * OpenTelemetry's shared attributes are the nearest that they have.
 */
export default async ({ allLibraries, labelSets, race, randomSequence, row, SEQUENCE_MASK }) => {
  const sets = labelSets(64).map(Object.freeze);
  const sequence = randomSequence(sets.length);
  const libraries = await allLibraries();
  const counterOf = (library) => libraries[library].counter('bound', LABELS);
  const check = (library) => () => libraries[library].total('bound');

  const meterkit = sets.map((labels) => counterOf('meterkit').bind(labels));
  const prom = counterOf('promClient');
  const promClient = sets.map((labels) => prom.labels(labels));
  const promIo = counterOf('prometheusIoClient');
  const prometheusIoClient = sets.map((labels) => promIo.labels(labels));
  const opentelemetry = counterOf('opentelemetry');

  const samples = await race({
    meterkit: {
      check: check('meterkit'),
      run(iterations) {
        for (let i = 0; i < iterations; i++) meterkit[sequence[i & SEQUENCE_MASK]].add(1);
      },
    },
    promClient: {
      check: check('promClient'),
      run(iterations) {
        for (let i = 0; i < iterations; i++) promClient[sequence[i & SEQUENCE_MASK]].inc();
      },
    },
    prometheusIoClient: {
      check: check('prometheusIoClient'),
      run(iterations) {
        for (let i = 0; i < iterations; i++) prometheusIoClient[sequence[i & SEQUENCE_MASK]].inc();
      },
    },
    opentelemetry: {
      check: check('opentelemetry'),
      run(iterations) {
        for (let i = 0; i < iterations; i++)
          opentelemetry.add(1, sets[sequence[i & SEQUENCE_MASK]]);
      },
    },
  });
  const goal = { atMost: 3, promClient: 100 };
  return [row({ name: 'bound counter add', unit: 'ns', samples, scale: 1e6, goal })];
};
