// Starts the shop: PORT and DATABASE_URL come from the environment.
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import { createApp } from './lib/app.js';
import { openDatabase } from './lib/database.js';

const database = openDatabase(process.env.DATABASE_URL);
const app = createApp({ database, publicDirectory: fileURLToPath(new URL('public', import.meta.url)) });
const server = createServer(app);

server.listen(Number(process.env.PORT ?? 3000), '127.0.0.1', () => {
  console.log(`shop listens on http://127.0.0.1:${server.address().port}`);
});

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => {
    server.close(() => database.close());
    server.closeAllConnections();
  });
}
