import * as instruments from '@meterkit/instruments';
import * as recordings from '@meterkit/instruments/testing';
import * as deployment from '@meterkit/meters/deployment';
import * as sdk from '@meterkit/sdk';
import * as scenarios from '@meterkit/sdk/testing';
import check from './check.cjs';
import checkTesting from './check-testing.cjs';

await check(instruments, deployment, sdk);
await checkTesting(instruments, recordings, scenarios);
