import { mkdir, readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';

/** A topic is a folder, a partition a file in it that only grows, a message a line. */
export async function openTopic(directory: string, name: string) {
  const folder = join(directory, 'topics', name);
  await mkdir(folder, { recursive: true });
  return {
    pathOf: (partition: string) => join(folder, `${partition}.jsonl`),
    /** The partitions that there are. */
    partitions: async () => {
      const files = (await readdir(folder)).filter((file) => file.endsWith('.jsonl'));
      return files.map((file) => basename(file, '.jsonl'));
    },
  };
}
