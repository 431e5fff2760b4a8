// Starts a server, says its process id and never ends by itself: the test kills it.
import { realDatabases } from './real-databases.ts';

const cluster = await realDatabases({ temporaryDirectory: process.argv[2] ?? '' }).start(18);
await using session = await cluster.connect('postgres');
const [row] = await session.query("SELECT split_part(pg_read_file('postmaster.pid'), chr(10), 1) AS pid");
process.stdout.write(String(row?.['pid']));
setInterval(() => {}, 60_000);
await new Promise(() => {});
