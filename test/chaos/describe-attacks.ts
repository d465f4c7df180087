import { describeWith } from '../real-parts.js';
import { AttackedService, type AttackedServiceOptions } from './attacked-service.js';

/** Real processes, on a machine that does other things. */
const TIMEOUT_MS = 30_000;

/** Cases against one service. After each it has to be unharmed, by what Prometheus has recorded of it, too. */
export function describeAttacks(
  name: string,
  options: AttackedServiceOptions,
  cases: (service: () => AttackedService) => void,
): void {
  describe(name, () => {
    let service: AttackedService | undefined;
    const running = (): AttackedService => {
      if (service === undefined) throw new Error('the service did not start');
      return service;
    };
    jest.setTimeout(TIMEOUT_MS);
    beforeAll(async () => {
      service = await AttackedService.start(options);
    });
    afterEach(() => running().expectUnharmed());
    afterAll(() => service?.stop());

    cases(running);

    if (options.scrapesPerSecond === 0) return;
    describeWith(['prometheus'], 'a real Prometheus', () => {
      test('has scraped it all the while', async () => {
        expect(await running().recordedScrapes()).toBeGreaterThan(1);
      });
    });
  });
}
