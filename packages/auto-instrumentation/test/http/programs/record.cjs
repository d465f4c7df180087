// Loaded before an application: `node --require ./record.cjs`.
const { recordHttpClient, recordHttpServer } = require('@meterkit/auto-instrumentation/http');

recordHttpServer();
recordHttpClient();
