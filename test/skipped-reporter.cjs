const isForbidden = process.env.REQUIRE_REAL_PARTS === '1';

/** Says at the end of a run what was skipped and why; with REQUIRE_REAL_PARTS=1 a skipped test fails the run. */
module.exports = class SkippedReporter {
  #skipped = [];
  #isFiltered;

  constructor({ testNamePattern }) {
    this.#isFiltered = Boolean(testNamePattern); // jest -t counts all other tests as skipped
  }

  onRunComplete(_contexts, { testResults }) {
    if (this.#isFiltered) return;
    this.#skipped = testResults
      .flatMap((file) => file.testResults)
      .filter(({ status }) => status === 'pending' || status === 'todo')
      .map(({ ancestorTitles, title }) => [...ancestorTitles, title].join(': '));
    if (this.#skipped.length === 0) return;
    const rule = isForbidden ? ', which REQUIRE_REAL_PARTS=1 forbids' : '';
    console.error(`\nSkipped${rule}:\n  ${this.#skipped.join('\n  ')}\n`);
  }

  getLastError() {
    if (isForbidden && this.#skipped.length > 0) return new Error('Tests were skipped.');
  }
};
