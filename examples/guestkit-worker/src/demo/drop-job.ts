import { join } from 'node:path';
import { writeAtomically } from '../jobs/write-atomically.js';

export interface DroppedJob {
  readonly id: string;
  readonly operation: string;
  readonly data: object;
  readonly deadline?: Date;
}

/** Puts a job document into the jobs directory. */
export async function dropJob(directory: string, job: DroppedJob): Promise<void> {
  const { id, operation, data, deadline } = job;
  const document = {
    version: '1.0',
    job_id: id,
    kind: 'VMOperation',
    operation,
    created_at: new Date(),
    deadline,
    payload: { type: `${operation}.v1`, data },
  };
  await writeAtomically(join(directory, `${id}.json`), JSON.stringify(document));
}
