// node --import waits for this module, and so the application starts when its metrics have.
import { registered } from './dist/esm/register.js';

await registered;
