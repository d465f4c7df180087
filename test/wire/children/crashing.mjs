// An application that crashes: with metrics unless METRICS is "off", as MODE says.
const metrics = process.env.METRICS !== 'off';
const telemetry = metrics
  ? await (await import('@meterkit/sdk')).init({
      serviceName: 'crash',
      scrape: { port: 0 },
      logLevel: 'none',
    })
  : undefined;
const { MODE } = process.env;

class Crash extends Error {
  // a trace of its own place only: what has called it is another line with metrics than without
  stack = 'Crash: in user code';
}

if (MODE.includes('listener')) {
  const event = MODE.includes('rejection') ? 'unhandledRejection' : 'uncaughtException';
  process.on(event, (error) => {
    process.stderr.write(`heard: ${error.stack}\n`);
    process.exitCode = 3;
  });
}
if (MODE.includes('shutdown')) void telemetry?.shutdown();
setTimeout(() => {
  if (MODE.includes('rejection')) void Promise.reject(new Crash());
  else throw new Crash();
}, 0);
