import { defineMeter } from '@meterkit/instruments';
import { httpClientDefinition } from './http-client-definition.js';

/** What a process asks of others over HTTP. Filled by `recordHttpClient`. */
export class HttpClientMetrics extends defineMeter(httpClientDefinition) {}
