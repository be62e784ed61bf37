import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { accessSettings, SignIn } from '../../src/access/index.js';
import { ClockModule } from '../../src/platform/clock/clock.module.js';
import { SettingsModule } from '../../src/platform/config/config.module.js';
import { platformSettings } from '../../src/platform/config/platform.config.js';
import { readSettings } from '../../src/platform/config/settings.js';
import { DatabaseModule } from '../../src/platform/database/database.module.js';
import { EventsModule } from '../../src/platform/events/domain-events.js';
import { playgroundDefaults, PlaygroundModule } from '../../src/playground/index.js';

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

describe('the playground', () => {
  let folder: string;
  let app: INestApplicationContext;
  let url: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kontor-playground-'));
    const env = playgroundDefaults({
      KONTOR_PROFILE: 'playground',
      KONTOR_DATA_DIR: join(folder, 'data'),
      KONTOR_STAND_IN_PORT: String(await freePort()),
      KONTOR_STAND_IN_ONEOFFIXX_PORT: String(await freePort()),
    });
    url = env.EUROOFFICE_URL!;
    const settings = readSettings([platformSettings, accessSettings], env);
    const root = {
      module: class Root {},
      imports: [
        SettingsModule.holding(settings),
        ClockModule,
        DatabaseModule,
        EventsModule,
        PlaygroundModule.from(env),
      ],
    };
    app = await NestFactory.createApplicationContext(root, { logger: false, abortOnError: false });
  });

  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('should start the stand-in where the settings point', async () => {
    expect(await (await fetch(`${url}/healthcheck`)).text()).toBe('true');
  });

  it.each(['alice', 'bob', 'admin'])('should know %s by that password', async (name) => {
    expect(
      await app
        .get(SignIn, { strict: false })
        .execute({ username: name, password: name, address: '127.0.0.1' }),
    ).toBeTruthy();
  });

  it('should stop the stand-in with the application', async () => {
    await app.close();
    await expect(fetch(`${url}/healthcheck`)).rejects.toThrow();
  });

  it('should leave a configured Document Server alone', () => {
    const env = { EUROOFFICE_URL: 'https://office.example.org', EUROOFFICE_JWT_SECRET: 'x' };
    expect(playgroundDefaults(env)).toMatchObject(env);
    expect(playgroundDefaults(env).KONTOR_STAND_IN_PORT).toBeUndefined();
  });

  it('should leave a configured template backend alone', () => {
    const env = { ONEOFFIXX_HOSTNAME: 'templates.example.org' };
    expect(playgroundDefaults(env)).toMatchObject(env);
    expect(playgroundDefaults(env).ONEOFFIXX_CREDENTIALS_FILE).toBeUndefined();
  });
});
