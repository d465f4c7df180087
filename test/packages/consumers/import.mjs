import * as instruments from '@meterkit/instruments';
import * as sdk from '@meterkit/sdk';
import check from './check.cjs';

await check(instruments, sdk);
