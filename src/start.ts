import { Logger } from '@nestjs/common';
import { PinoLogger } from './platform/logging/pino-logger.js';
import { readEnvironment } from './platform/config/environment.js';
import { PlatformSettings } from './platform/config/platform.config.js';
import { SettingsError } from './platform/config/settings-error.js';
import { createApp } from './create-app.js';
import { endOnSignal } from './end-on-signal.js';
import { unknownSettingsIn } from './settings.js';

/** Starts and listens, or says in plain words why it cannot and ends with status 1. */
export async function start(options: { readonly playground: boolean }): Promise<void> {
  try {
    const { env: given, notices } = readEnvironment();
    const { playground } = options;
    // How it is started decides, not what an `.env` may still hold from trying it out.
    const env = { ...given, KONTOR_PROFILE: playground ? 'playground' : 'production' };
    const app = await createApp(env, new PinoLogger(playground ? 'warn' : 'info'));
    const logger = new Logger('Settings');
    for (const notice of [...notices, ...unknownSettingsIn(env)]) logger.warn(notice);
    const { host, port, publicUrl } = app.get(PlatformSettings);
    await app.listen(port, host);
    endOnSignal(app);
    if (playground) welcome(publicUrl);
  } catch (error) {
    process.stderr.write(`${explain(error)}\n`);
    process.exit(1);
  }
}

function welcome(publicUrl: string): void {
  process.stdout.write(
    [
      '',
      `  Kontor is ready: ${publicUrl}`,
      '  Sign in as alice, bob or admin; the password is the name.',
      '',
      '  This is the playground: foreign systems that are not configured are stand-ins.',
      '  README.md tells how to connect a real Document Server. Ctrl+C stops.',
      '',
      '',
    ].join('\n'),
  );
}

function explain(error: unknown): string {
  if (error instanceof SettingsError) return error.message;
  const { code, port } = error as { code?: string; port?: number };
  if (code === 'EADDRINUSE')
    return `Port ${port} is taken. Choose another one: PORT=4000 npm start`;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
