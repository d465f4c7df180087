import { z } from 'zod';
import { readLayout } from '../images/layout.js';
import { parse } from '../jobs/job.js';
import type { Handler } from './handler.js';
import { profile } from './profile.js';
import { withImage } from './with-image.js';

const echoData = z.object({ message: z.string().min(1) });

/** Who does the work of an operation. */
export const handlers: ReadonlyMap<string, Handler> = new Map<string, Handler>([
  ['system.echo', { name: 'echo', run: async (data) => parse(echoData, data) }],
  ['guestkit.inspect', { name: 'inspect', run: withImage(readLayout) }],
  ['guestkit.profile', { name: 'profile', run: withImage(profile) }],
]);
