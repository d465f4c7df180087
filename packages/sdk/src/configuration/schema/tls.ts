import { text } from '../option-kinds.js';

/** HTTPS on the endpoint's own server. */
export const tls = {
  certFile: text({
    env: 'METERKIT_TLS_CERT_FILE',
    description: 'File with the certificate and those that lead to its authority, PEM.',
  }),
  keyFile: text({
    env: 'METERKIT_TLS_KEY_FILE',
    description: 'File with the key of the certificate, PEM.',
  }),
  clientCaFile: text({
    env: 'METERKIT_TLS_CLIENT_CA_FILE',
    description: 'File with the authorities one of which a client needs a certificate of, PEM.',
  }),
};
