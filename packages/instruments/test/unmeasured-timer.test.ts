import { UNMEASURED_TIMER } from '../src/unmeasured-timer.js';

test('a timer that is not measured has no duration, however often it is stopped', () => {
  using timer = UNMEASURED_TIMER;
  timer.set();
  expect([timer.stop(), timer.stop()]).toEqual([undefined, undefined]);
});
