const CELLS = 24;

/** A bar on stderr, where that is a terminal; nothing elsewhere. */
export interface ProgressBar {
  /** `share` of the whole, from 0 to 1; undefined when nobody knows the whole. */
  update(share: number | undefined, text: string): void;
  /** Takes it away. */
  end(): void;
}

export function startProgress(label: string): ProgressBar {
  const { stderr } = process;
  if (!stderr.isTTY) return { update() {}, end() {} };
  return {
    update(share, text) {
      const filled = Math.round((share ?? 0) * CELLS);
      const bar = share === undefined ? '' : `${'█'.repeat(filled)}${'░'.repeat(CELLS - filled)} `;
      stderr.write(`\r${label} ${bar}${text}\x1b[K`);
    },
    end() {
      stderr.write('\r\x1b[K');
    },
  };
}
