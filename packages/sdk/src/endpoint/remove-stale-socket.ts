import { once } from 'node:events';
import { lstat, unlink } from 'node:fs/promises';
import { connect } from 'node:net';

/** Removes the unix socket at a path when nobody listens on it any more. Nothing else is touched. Never rejects. */
export async function removeStaleSocket(path: string): Promise<void> {
  const stats = await lstat(path).catch(() => undefined);
  if (!stats?.isSocket() || !(await isDead(path))) return;
  await unlink(path).catch(() => undefined); // then listening says why
}

async function isDead(path: string): Promise<boolean> {
  const socket = connect(path);
  try {
    await once(socket, 'connect');
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ECONNREFUSED'; // errors of sockets have one
  } finally {
    socket.destroy();
  }
}
