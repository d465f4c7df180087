import { isIP } from 'node:net';

/** What an address to listen on is. */
export const HOST = {
  rule: 'a host name or an IP address, without port',
  accepts: (host: string) => isIP(host) > 0 || /^[a-z0-9]([a-z0-9._-]*[a-z0-9])?$/i.test(host),
};
