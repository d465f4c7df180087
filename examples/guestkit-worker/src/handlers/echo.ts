import { textField } from '../jobs/fields.js';
import type { Handler } from './handler.js';

/** Gives back the message that it gets: to see that a worker is there. */
export const echo: Handler = {
  name: 'echo',
  run: async (data) => ({ message: textField(data, 'message', /./s) }),
};
