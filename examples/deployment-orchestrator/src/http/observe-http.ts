import { createRequire, syncBuiltinESMExports } from 'node:module';
import { HttpInstrumentation } from '@opentelemetry/instrumentation-http';

type MeterProvider = Parameters<HttpInstrumentation['setMeterProvider']>[0];

/** Records `http.server.request.duration` of this process; requests to `ignoredPaths` are not counted. */
export function observeHttp(meterProvider: MeterProvider, ignoredPaths: readonly string[]): void {
  const instrumentation = new HttpInstrumentation({
    ignoreIncomingRequestHook: ({ url = '' }) => ignoredPaths.includes(url.split('?', 1)[0] ?? ''),
  });
  instrumentation.setMeterProvider(meterProvider);
  // The patches are applied by the next require(); ES modules see them when the built-in exports are synchronised.
  const require = createRequire(process.execPath);
  require('node:http');
  require('node:https');
  syncBuiltinESMExports();
}
