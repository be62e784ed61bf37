import { describe, expect, it } from '@jest/globals';
import { playgroundSettings } from './playground-settings.js';

describe('playgroundSettings', () => {
  it('should point Kontor at simulators on the ports after its own', () => {
    const { env, documentServer, oneoffixx } = playgroundSettings({ PORT: '4000' });
    expect(env).toMatchObject({
      EUROOFFICE_URL: 'http://127.0.0.1:4001',
      EUROOFFICE_JWT_SECRET: documentServer!.jwtSecret,
      ONEOFFIXX_HOSTNAME: '127.0.0.1:4002',
      ONEOFFIXX_CREDENTIALS_FILE: oneoffixx!.credentialsFile,
    });
    expect([documentServer!.port, oneoffixx!.port]).toEqual([4001, 4002]);
  });

  it('should take ports that were chosen, under their present and their former names', () => {
    const ports = (env: Record<string, string>) => {
      const { documentServer, oneoffixx } = playgroundSettings(env);
      return [documentServer!.port, oneoffixx!.port];
    };
    const chosen = { KONTOR_SIMULATOR_PORT: '5', KONTOR_SIMULATOR_ONEOFFIXX_PORT: '6' };
    expect(ports(chosen)).toEqual([5, 6]);
    expect(ports({ KONTOR_STAND_IN_PORT: '7', KONTOR_STAND_IN_ONEOFFIXX_PORT: '8' })).toEqual([
      7, 8,
    ]);
  });

  it('should make commands slow, as far as anybody would wait', () => {
    const delayOf = (delay: string) =>
      playgroundSettings({ KONTOR_SIMULATOR_COMMAND_DELAY_MS: delay }).documentServer!
        .commandDelayMs;
    expect([delayOf(''), delayOf('8000')]).toEqual([0, 8000]);
    for (const wrong of ['-1', 'slow', '600001'])
      expect(() => delayOf(wrong)).toThrow('KONTOR_SIMULATOR_COMMAND_DELAY_MS');
  });

  it('should leave a configured Document Server alone', () => {
    const { env, documentServer } = playgroundSettings({
      EUROOFFICE_URL: 'https://office.example.org',
      EUROOFFICE_JWT_SECRET: 'x',
    });
    expect(documentServer).toBeUndefined();
    expect(env.EUROOFFICE_URL).toBeUndefined();
    expect(env.EUROOFFICE_JWT_SECRET).toBeUndefined();
  });

  it('should leave a configured template backend alone', () => {
    const { env, oneoffixx } = playgroundSettings({ ONEOFFIXX_HOSTNAME: 'templates.example.org' });
    expect(oneoffixx).toBeUndefined();
    expect(env.ONEOFFIXX_CREDENTIALS_FILE).toBeUndefined();
  });
});
