import * as instruments from '@meterkit/instruments';
import * as deployment from '@meterkit/meters/deployment';
import * as sdk from '@meterkit/sdk';
import check from './check.cjs';

await check(instruments, deployment, sdk);
