// Loaded before an application: `node --import ./record.mjs`.
import { recordHttpClient, recordHttpServer } from '@meterkit/auto-instrumentation/http';

recordHttpServer();
recordHttpClient();
