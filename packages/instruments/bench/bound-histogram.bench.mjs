const LABELS = { environment: undefined, strategy: undefined, module: undefined };

/** A duration recorded in a histogram of 12 bounds whose labels were resolved before: 64 series, in random order. */
export default async (bench) => {
  const { allLibraries, BOUNDS, labelSets, race, randomDurations, randomSequence, row } = bench;
  const { SEQUENCE_MASK } = bench;
  const sets = labelSets(64).map(Object.freeze);
  const sequence = randomSequence(sets.length);
  const durations = randomDurations();
  const libraries = await allLibraries();
  const histogramOf = (library) => libraries[library].histogram('bound', LABELS, BOUNDS);
  const check = (library) => () => libraries[library].total('bound');

  const own = histogramOf('meterkit');
  const meterkit = sets.map((labels) => own.bind(labels));
  const prom = histogramOf('promClient');
  const promClient = sets.map((labels) => prom.labels(labels));
  const promIo = histogramOf('prometheusIoClient');
  const prometheusIoClient = sets.map((labels) => promIo.labels(labels));
  const opentelemetry = histogramOf('opentelemetry');

  const samples = await race({
    meterkit: {
      check: check('meterkit'),
      run(iterations) {
        for (let i = 0; i < iterations; i++) {
          const at = i & SEQUENCE_MASK;
          meterkit[sequence[at]].record(durations[at]);
        }
      },
    },
    promClient: {
      check: check('promClient'),
      run(iterations) {
        for (let i = 0; i < iterations; i++) {
          const at = i & SEQUENCE_MASK;
          promClient[sequence[at]].observe(durations[at]);
        }
      },
    },
    prometheusIoClient: {
      check: check('prometheusIoClient'),
      run(iterations) {
        for (let i = 0; i < iterations; i++) {
          const at = i & SEQUENCE_MASK;
          prometheusIoClient[sequence[at]].observe(durations[at]);
        }
      },
    },
    opentelemetry: {
      check: check('opentelemetry'),
      run(iterations) {
        for (let i = 0; i < iterations; i++) {
          const at = i & SEQUENCE_MASK;
          opentelemetry.record(durations[at], sets[sequence[at]]);
        }
      },
    },
  });
  const goal = { atMost: 10, promClient: 60 };
  return [row({ name: 'bound histogram record', unit: 'ns', samples, scale: 1e6, goal })];
};
