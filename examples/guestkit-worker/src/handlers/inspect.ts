import { readLayout } from '../images/layout.js';
import type { Handler } from './handler.js';
import { withImage } from './with-image.js';

/** Tells the format of an image, its partitions and its file systems. */
export const inspect: Handler = {
  name: 'inspect',
  run: (data, context) => withImage(data, context, readLayout),
};
