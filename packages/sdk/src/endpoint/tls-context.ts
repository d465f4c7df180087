import { X509Certificate } from 'node:crypto';
import { createSecureContext, type SecureContextOptions } from 'node:tls';

/** The texts of the files of `tls`. */
export interface TlsTexts {
  readonly cert: string;
  readonly key: string;
  readonly ca?: string | undefined;
}

/** What a server is made of by these. Throws when the key is not that of the certificate, or a text is not what it should be. */
export function tlsContext({ cert, key, ca }: TlsTexts): SecureContextOptions {
  const options = { cert, key, minVersion: 'TLSv1.2' as const };
  createSecureContext(options);
  if (ca === undefined) return options;
  new X509Certificate(ca); // a context ignores what is no certificate
  return { ...options, ca };
}
