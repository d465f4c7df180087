import prom from 'prom-client';
import { promRegistry } from './prom-registry.mjs';

/** Instruments of prom-client in a registry of their own. */
export function openLibrary() {
  return promRegistry(prom);
}
