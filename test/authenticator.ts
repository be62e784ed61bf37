import { TOTP } from 'otpauth';

export interface TotpOfPerson {
  readonly secret: string;
  /** The code of the step in which it was set up, plus `steps`: two of them are good at once. */
  code(steps?: number): string;
  /** Shown when it was set up. */
  readonly recoveryCodes: readonly string[];
}

type Ask = (path: string, init?: RequestInit) => Promise<Response>;

export const sendJson = (method: string, body: unknown): RequestInit => ({
  method,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

/** Sets up an authenticator app, as a program does; the first code, `code()`, is used for it. */
export async function setUpTotp(ask: Ask): Promise<TotpOfPerson> {
  const begun = await ask('/api/me/second-factor/totp', { method: 'POST' });
  if (begun.status !== 201) throw new Error(await begun.text());
  const { secret } = (await begun.json()) as { secret: string };
  const atMs = Date.now();
  const code = (steps = 0): string =>
    new TOTP({ secret }).generate({ timestamp: atMs + steps * 30_000 });
  const path = '/api/me/second-factor/totp/confirm';
  const confirmed = await ask(path, sendJson('POST', { code: code() }));
  if (confirmed.status !== 200) throw new Error(await confirmed.text());
  const { recovery_codes: recoveryCodes } = (await confirmed.json()) as {
    recovery_codes: readonly string[];
  };
  return { secret, code, recoveryCodes };
}
