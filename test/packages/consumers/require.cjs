const instruments = require('@meterkit/instruments');
const sdk = require('@meterkit/sdk');

require('./check.cjs')(instruments, sdk);
