import { dateField, type Fields, objectField, parseObject, textField } from './fields.js';

/** What a job document asks for. */
export interface Job {
  readonly id: string;
  readonly operation: string;
  /** The job ends then, in the queue or at work. */
  readonly deadline?: Date;
  /** Of the payload; its handler knows what has to be in it. */
  readonly data: Fields;
}

/** It names files, so there is no slash in it, and no dot at its start. */
const ID = /^[A-Za-z0-9][\w.-]{0,127}$/;
const OPERATION = /^[a-z][\w.]{0,63}$/;

/** Reads a document of version 1.0. Throws a JobError that says which field is wrong. */
export function parseJob(text: string): Job {
  const document = parseObject(text);
  textField(document, 'version', /^1\.0$/);
  textField(document, 'kind', /^VMOperation$/);
  dateField(document, 'created_at');
  const id = textField(document, 'job_id', ID);
  const operation = textField(document, 'operation', OPERATION);
  const payload = objectField(document, 'payload');
  textField(payload, 'type', new RegExp(`^${operation.replaceAll('.', '\\.')}\\.v1$`));
  const job = { id, operation, data: objectField(payload, 'data') };
  return 'deadline' in document ? { ...job, deadline: dateField(document, 'deadline') } : job;
}
