import 'reflect-metadata';
import { environment } from './platform/config/environment.js';
import { PinoLogger } from './platform/logging/pino-logger.js';
import { createApp } from './create-app.js';

const env = environment();
const app = await createApp(env, new PinoLogger());
await app.listen(Number(env.PORT ?? 3000), env.HOST ?? '127.0.0.1');
