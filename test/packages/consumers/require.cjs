const instruments = require('@meterkit/instruments');
const recordings = require('@meterkit/instruments/testing');
const deployment = require('@meterkit/meters/deployment');
const sdk = require('@meterkit/sdk');

const scenarios = require('@meterkit/sdk/testing');

require('./check-testing.cjs')(instruments, recordings, scenarios);
require('./check.cjs')(instruments, deployment, sdk);
