const instruments = require('@meterkit/instruments');
const deployment = require('@meterkit/meters/deployment');
const sdk = require('@meterkit/sdk');

require('./check.cjs')(instruments, deployment, sdk);
