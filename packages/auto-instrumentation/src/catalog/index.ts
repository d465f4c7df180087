export { automaticMeters } from './catalog.js';
