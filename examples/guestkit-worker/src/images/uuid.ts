/** The text of 16 bytes. */
export function formatUuid(bytes: Buffer): string {
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

/** The text of a UUID as GPT stores it: the first three groups little-endian. */
export function formatGuid(bytes: Buffer): string {
  const swapped = Buffer.from(bytes);
  swapped.subarray(0, 4).swap32();
  swapped.subarray(4, 8).swap16();
  return formatUuid(swapped);
}
