/** Says at the end of a run which suites were skipped for want of a real part, and why. */
module.exports = class SkippedReporter {
  onRunComplete(_contexts, { testResults }) {
    const skipped = testResults
      .flatMap((file) => file.testResults)
      .filter((test) => test.status === 'pending' && test.title.startsWith('needs '));
    if (skipped.length === 0) return;
    console.error('\nSkipped, because a real part is missing:');
    for (const { ancestorTitles, title } of skipped) {
      console.error(`  ${ancestorTitles.join(' ')}: ${title}`);
    }
  }
};
