// An application with an instrument of OpenTelemetry's, made before anything else.
require('@opentelemetry/api').metrics.getMeter('mine').createCounter('mine.calls').add(1);
require('./application.cjs');
