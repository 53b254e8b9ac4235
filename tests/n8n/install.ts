// Puts n8n into the cache, where the tests look for it: `npm run install:n8n`.
import { installed, N8N_VERSION } from './installed-n8n.ts';

process.stdout.write(`${await installed('n8n', N8N_VERSION)}\n`);
