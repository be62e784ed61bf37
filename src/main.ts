import 'reflect-metadata';
import { environment } from './platform/config/environment.js';
import { start } from './start.js';

const playground = process.argv.includes('--playground');
await start({ ...environment(), ...(playground ? { KONTOR_PROFILE: 'playground' } : {}) });
