import { z } from 'zod';

/** Why a job failed that no handler crashed on. The name is in its result. */
export class JobError extends Error {
  constructor(name: 'InvalidJob' | 'UnknownOperation' | 'ChecksumMismatch', message: string) {
    super(message);
    this.name = name;
  }
}

const dateTime = z.iso.datetime({ offset: true });

const jobSchema = z
  .object({
    version: z.literal('1.0'),
    job_id: z.string().regex(/^[A-Za-z0-9][\w.-]{0,127}$/), // it names files
    kind: z.literal('VMOperation'),
    operation: z.string(),
    created_at: dateTime,
    deadline: dateTime.transform((text) => new Date(text)).optional(),
    payload: z.object({ type: z.string(), data: z.looseObject({}) }),
  })
  .refine(({ operation, payload }) => payload.type === `${operation}.v1`, {
    path: ['payload', 'type'],
    error: 'Invalid input: expected that of the operation',
  });

/** A job document of version 1.0. The `data` is for its handler to look into. */
export type Job = z.output<typeof jobSchema>;

/** Rejects with a JobError that says which fields are wrong. */
export async function parseJob(text: string): Promise<Job> {
  return parse(jobSchema, parseJson(text));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new JobError('InvalidJob', `job: ${error}`);
  }
}

/** A part of a document; throws a JobError as above. */
export function parse<T>(schema: z.ZodType<T>, value: unknown): T {
  const { success, data, error } = schema.safeParse(value, { reportInput: true });
  if (success) return data;
  const problems = error.issues.map(({ path, message, input }) => {
    return `${path.join('.') || 'job'}: ${message}, got ${JSON.stringify(input)}`;
  });
  throw new JobError('InvalidJob', problems.join('; '));
}
