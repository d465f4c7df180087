import { defineMeter } from '@meterkit/instruments';
import { httpServerDefinition } from './http-server-definition.js';

/** What a process answers over HTTP. Filled by `recordHttpServer`. */
export class HttpServerMetrics extends defineMeter(httpServerDefinition) {}
