export interface ContentType {
  /** In lower case; `''` when there is none. */
  readonly type: string;
  readonly parameters: ReadonlyMap<string, string>;
}

const PARAMETER = /;\s*([^=;\s]+)=(?:"([^"]*)"|([^;\s]*))/g;

/** The parts of a `Content-Type` header (RFC 9110, 8.3). */
export function readContentType(header = ''): ContentType {
  const type = (header.split(';', 1)[0] ?? '').trim().toLowerCase();
  const parameters = Array.from(header.matchAll(PARAMETER), ([, name = '', quoted, plain]) => {
    return [name.toLowerCase(), quoted ?? plain ?? ''] as const;
  });
  return { type, parameters: new Map(parameters) };
}
