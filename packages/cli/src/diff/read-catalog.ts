import type { CatalogFile } from '../catalog/catalog-file.js';
import { CommandError } from '../command-line/command-error.js';
import { readSource } from '../target/read-source.js';

/** The catalogue in a file. @throws CommandError when it is none. */
export async function readCatalog(path: string): Promise<CatalogFile> {
  const text = (await readSource(path)).toString('utf8');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw notCatalog(path, (error as Error).message); // JSON.parse throws SyntaxErrors
  }
  const { version, families } = (value ?? {}) as { version?: unknown; families?: unknown }; // checked below
  if (version !== 1) throw notCatalog(path, `version ${JSON.stringify(version)}`);
  if (!Array.isArray(families) || !families.every(isFamily))
    throw notCatalog(path, 'other families');
  return value as CatalogFile; // it says so, and has the shape
}

function isFamily(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { name, type, unit, labels } = value as Record<string, unknown>; // an object has any
  const isNamed = typeof name === 'string' && typeof type === 'string' && typeof unit === 'string';
  return isNamed && typeof labels === 'object' && labels !== null;
}

function notCatalog(path: string, found: string): CommandError {
  return new CommandError(
    `${path}: expected a catalogue of version 1, got ${found}; write it by meterkit catalog --format json`,
  );
}
