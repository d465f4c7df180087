/** A part of a disk, as a partition table has it. */
export interface Partition {
  /** From 1, as the kernel counts: empty entries keep their number. */
  readonly number: number;
  /** What the table says of its use: `0x83` in an MBR, a GUID in a GPT. */
  readonly type: string;
  /** GPT only. */
  readonly name?: string;
  readonly startBytes: number;
  readonly sizeBytes: number;
}

/** Tables count in these. */
export const SECTOR_BYTES = 512;
