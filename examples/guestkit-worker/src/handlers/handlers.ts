import { echo } from './echo.js';
import type { Handler } from './handler.js';
import { inspect } from './inspect.js';
import { profile } from './profile.js';

/** Who does the work of an operation. */
export const handlers: ReadonlyMap<string, Handler> = new Map([
  ['system.echo', echo],
  ['guestkit.inspect', inspect],
  ['guestkit.profile', profile],
]);
