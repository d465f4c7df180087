const ENVIRONMENTS = ['development', 'staging', 'canary', 'production'];
const STRATEGIES = ['rolling', 'blue-green', 'recreate', 'shadow'];
const MODULES = ['billing', 'orders', 'search', 'accounts'];
const LABELS = { environment: ENVIRONMENTS, strategy: STRATEGIES, module: undefined };

/** An addition with three labels, two of closed sets and one open, written at one place in the code: 64 series. */
export default async ({ allLibraries, race, randomSequence, row, SEQUENCE_MASK }) => {
  const sequence = randomSequence(64);
  const libraries = await allLibraries();
  const counterOf = (library) => libraries[library].counter('labelled', LABELS);
  const check = (library) => () => libraries[library].total('labelled');
  const meterkit = counterOf('meterkit');
  const promClient = counterOf('promClient');
  const prometheusIoClient = counterOf('prometheusIoClient');
  const opentelemetry = counterOf('opentelemetry');

  const samples = await race({
    meterkit: {
      check: check('meterkit'),
      run(iterations) {
        for (let i = 0; i < iterations; i++) {
          const at = sequence[i & SEQUENCE_MASK];
          const [environment, strategy] = [ENVIRONMENTS[at >> 4], STRATEGIES[(at >> 2) & 3]];
          meterkit.add(1, { environment, strategy, module: MODULES[at & 3] });
        }
      },
    },
    promClient: {
      check: check('promClient'),
      run(iterations) {
        for (let i = 0; i < iterations; i++) {
          const at = sequence[i & SEQUENCE_MASK];
          const [environment, strategy] = [ENVIRONMENTS[at >> 4], STRATEGIES[(at >> 2) & 3]];
          promClient.inc({ environment, strategy, module: MODULES[at & 3] });
        }
      },
    },
    prometheusIoClient: {
      check: check('prometheusIoClient'),
      run(iterations) {
        for (let i = 0; i < iterations; i++) {
          const at = sequence[i & SEQUENCE_MASK];
          const [environment, strategy] = [ENVIRONMENTS[at >> 4], STRATEGIES[(at >> 2) & 3]];
          prometheusIoClient.inc({ environment, strategy, module: MODULES[at & 3] });
        }
      },
    },
    opentelemetry: {
      check: check('opentelemetry'),
      run(iterations) {
        for (let i = 0; i < iterations; i++) {
          const at = sequence[i & SEQUENCE_MASK];
          const [environment, strategy] = [ENVIRONMENTS[at >> 4], STRATEGIES[(at >> 2) & 3]];
          opentelemetry.add(1, { environment, strategy, module: MODULES[at & 3] });
        }
      },
    },
  });
  const goal = { promClient: 6, opentelemetry: 20 };
  return [row({ name: 'counter add, 3 labels', unit: 'ns', samples, scale: 1e6, goal })];
};
