import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ConsoleLogger, Logger } from '@nestjs/common';
import { FileOpenIdProviders } from '../../src/access/openid/openid-providers.file.js';
import { openIdSettings, type OpenIdSettings } from '../../src/access/openid/openid.config.js';
import { readSettings } from '../../src/platform/config/settings.js';
import { MovableClock } from '../fakes/movable-clock.js';

/** More than the second within which the file is not looked at again. */
const A_LOOK_MS = 1_100;

const fileOf = (label: string): string =>
  JSON.stringify([
    { name: 'office', label, issuer: 'https://login.example.ch', client_id: 'kontor' },
  ]);

class KeepingLogger extends ConsoleLogger {
  readonly lines: string[] = [];

  override log(...message: unknown[]): void {
    this.lines.push(`log ${JSON.stringify(message)}`);
  }

  override error(...message: unknown[]): void {
    this.lines.push(`error ${JSON.stringify(message)}`);
  }
}

describe('the file of identity providers, edited while the server runs', () => {
  const logger = new KeepingLogger();
  const clock = new MovableClock();
  let folder: string;
  let file: string;
  let providers: FileOpenIdProviders;

  const labels = async (): Promise<string[]> => {
    clock.aheadMs += A_LOOK_MS;
    return (await providers.all()).map(({ label }) => label);
  };

  beforeAll(async () => {
    Logger.overrideLogger(logger);
    folder = await mkdtemp(join(tmpdir(), 'kontor-providers-'));
    file = join(folder, 'providers.json');
    await writeFile(file, fileOf('first'));
    const { openid } = readSettings([openIdSettings], {
      OIDC_PROVIDERS: file,
      OIDC_OFFICE_CLIENT_SECRET: 'secret-of-the-office',
    });
    providers = new FileOpenIdProviders(openid as OpenIdSettings, clock);
  });

  afterAll(async () => {
    Logger.overrideLogger(false);
    await rm(folder, { recursive: true });
  });

  it('should be read again when it has changed, and say so once', async () => {
    expect(await labels()).toEqual(['first']);
    await writeFile(file, fileOf('other'));
    expect(await labels()).toEqual(['other']);
    expect(await labels()).toEqual(['other']);
    expect(logger.lines.splice(0)).toEqual([expect.stringContaining('was read again')]);
  });

  it.each<[string, string, () => unknown]>([
    ['half written', 'is not JSON', () => writeFile(file, fileOf('x').slice(0, -9))],
    ['emptied', 'is not JSON', () => writeFile(file, '')],
    ['wrong', '[0].name', () => writeFile(file, '[{"name": "X"}]')],
    ['endless', 'TOO_LARGE', () => writeFile(file, Buffer.alloc(300 * 1024, ' '))],
    ['removed', 'ENOENT', () => undefined],
    ['a folder', 'NO_FILE', () => mkdir(file)],
    ['a pipe', 'NO_FILE', () => execFileSync('mkfifo', [file])],
    ['a device', 'NO_FILE', () => symlink('/dev/zero', file)],
    ['leading to itself', 'ELOOP', () => symlink(file, file)],
  ])('should keep what it said while it is %s, and report that once', async (_, fault, happen) => {
    await writeFile(file, fileOf('good'));
    expect(await labels()).toEqual(['good']);
    logger.lines.splice(0);

    await rm(file);
    await happen();
    expect(await labels()).toEqual(['good']);
    expect(await labels()).toEqual(['good']);
    const reports = logger.lines.splice(0);
    expect(reports).toEqual([expect.stringMatching(/^error .*still counts/)]);
    expect(reports[0]).toContain(fault);

    await rm(file, { recursive: true, force: true });
    await writeFile(file, fileOf('after'));
    expect(await labels()).toEqual(['after']);
    expect(logger.lines.splice(0)).toEqual([expect.stringContaining('was read again')]);
  });
});
