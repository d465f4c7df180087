/** The live page as one document: its script and its style are in it. */
export interface LivePageDocument {
  /** `{{name}}`, `{{metrics}}`, `{{health}}` and `{{ready}}` stand for what is the service's. */
  readonly html: string;
  /** The hashes of script and style, as a Content-Security-Policy names them. */
  readonly scriptHash: string;
  readonly styleHash: string;
}

export const document: LivePageDocument;
