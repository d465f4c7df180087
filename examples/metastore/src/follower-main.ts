// A follower, started by the leader. It ends with the leader.
import { follow } from './raft/follow.js';

process.on('SIGINT', () => {}); // Ctrl-C is for the leader, which says when
process.on('SIGTERM', () => process.exit(0)); // what it has answered for is on the disk
process.on('disconnect', () => process.exit(0));

const [node = '', leader = '', logPath = ''] = process.argv.slice(2);
await follow({ node, leader, logPath });
