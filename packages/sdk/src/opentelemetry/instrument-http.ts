import type { IncomingMessage } from 'node:http';
import { createRequire, syncBuiltinESMExports } from 'node:module';
import type { MeterProvider } from '@opentelemetry/api';

/**
 * Has `@opentelemetry/instrumentation-http` record durations into a provider, in CommonJS and in ES modules, also where the
 * application has imported `node:http` before. Rejects when it is not installed. Returns what ends it.
 */
export async function instrumentHttp(
  meterProvider: MeterProvider,
  isIgnored: (request: IncomingMessage) => boolean,
): Promise<() => void> {
  const { HttpInstrumentation } = await import('@opentelemetry/instrumentation-http').catch(
    (cause) => {
      const fix = "npm install it, or set automatic.http to 'meterkit'";
      throw new Error(`@opentelemetry/instrumentation-http cannot be loaded; ${fix}`, { cause });
    },
  );
  const instrumentation = new HttpInstrumentation({ ignoreIncomingRequestHook: isIgnored });
  instrumentation.setMeterProvider(meterProvider);
  // The patches are applied by the next require(); ES modules see them when the built-in exports are synchronised.
  const require = createRequire(process.execPath);
  require('node:http');
  require('node:https');
  syncBuiltinESMExports();
  return () => {
    instrumentation.disable();
    syncBuiltinESMExports();
  };
}
