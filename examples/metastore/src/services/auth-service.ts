import type { Users } from '../auth/users.js';
import { answerUnary, type OnPanic } from '../grpc/answer.js';
import type { Credentials } from '../grpc/messages.js';

export function authService(users: Users, onPanic: OnPanic) {
  const authenticate = async ({ name, password }: Credentials) => {
    return { token: await users.authenticate(name, password) };
  };
  return { Authenticate: answerUnary(authenticate, onPanic) };
}
