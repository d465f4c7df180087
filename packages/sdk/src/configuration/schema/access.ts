import { isAddressRange } from '../../access/address-list.js';
import { isToken } from '../../access/parse-tokens.js';
import { isSecret, isUserName } from '../../access/parse-users.js';
import { list, strings, text } from '../option-kinds.js';

/** Who may read the page. */
export const access = {
  users: strings({
    secret: true,
    env: 'METERKIT_ACCESS_USERS',
    nameRule: 'the name of a user, without ":"',
    acceptsName: isUserName,
    entryRule: 'a password, or a hash of one as hashPassword() makes it, which bcrypt does not',
    acceptsString: isSecret,
    description: 'Who may read the page by basic authentication: passwords, or their hashes.',
  }),
  usersFile: text({
    env: 'METERKIT_ACCESS_USERS_FILE',
    description: 'File with more of them, `name:hash` in each line; it may change at any time.',
  }),
  tokens: list({
    secret: true,
    env: 'METERKIT_ACCESS_TOKENS',
    rule: 'a list of tokens of letters, digits and "-._~+/"',
    acceptsItem: isToken,
    description: 'Bearer tokens that open the page.',
  }),
  tokenFile: text({
    env: 'METERKIT_ACCESS_TOKEN_FILE',
    description: 'File with more of them, one in each line; it may change at any time.',
  }),
  allow: list({
    env: 'METERKIT_ACCESS_ALLOW',
    rule: 'a list of IP addresses and ranges like 10.0.0.0/8',
    acceptsItem: isAddressRange,
    description: 'Only from these addresses and ranges the page can be read; from all when empty.',
  }),
};
