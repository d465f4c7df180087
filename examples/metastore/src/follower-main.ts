// A follower, started by the leader with the file of its log. It says where it listens and ends with the leader.
import { startFollower } from './raft/start-follower.js';

process.on('SIGINT', () => {}); // Ctrl-C is for the leader, which says when
process.on('SIGTERM', () => process.exit(0)); // what it has answered for is on the disk
process.on('disconnect', () => process.exit(0));

const { address } = await startFollower(process.argv[2] ?? 'follower.log');
process.send?.(address);
