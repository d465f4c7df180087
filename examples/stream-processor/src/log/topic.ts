import { mkdir, readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';

/** A topic is a folder, a partition a file in it that only grows, a message a line. */
export interface Topic {
  readonly pathOf: (partition: string) => string;
  /** The partitions that there are. */
  readonly partitions: () => Promise<readonly string[]>;
}

export async function openTopic(directory: string, name: string): Promise<Topic> {
  const folder = join(directory, 'topics', name);
  await mkdir(folder, { recursive: true });
  return {
    pathOf: (partition) => join(folder, `${partition}.jsonl`),
    partitions: async () => {
      const files = (await readdir(folder)).filter((file) => file.endsWith('.jsonl'));
      return files.map((file) => basename(file, '.jsonl'));
    },
  };
}
