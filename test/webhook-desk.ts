import { createHmac } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import type { RunningKontor } from './start-kontor.js';
import type { EventReceiver, ReceivedEvent } from './event-receiver.js';

/** JSON as it came over the wire. */
export type Wire = ReturnType<typeof JSON.parse>;

export interface Application {
  readonly id: string;
  readonly name: string;
  /** Sends with its key; `actFor` is a username. */
  call(method: string, path: string, body?: unknown, actFor?: string): Promise<Response>;
}

let names = 0;

/** Registers an application, as an administrator does, with a key. */
export async function newApplication(
  kontor: RunningKontor,
  scopes: readonly string[],
): Promise<Application> {
  const admin = async (path: string, body: object): Promise<Wire> =>
    (
      await kontor.fetchAs('admin', `/api/admin/clients${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      })
    ).json();
  const name = `application-${++names}`;
  const { client_id: id } = await admin('', { name, scopes });
  const { key } = await admin(`/${id}/keys`, {});
  return {
    id,
    name,
    call(method, path, body, actFor) {
      const isText = typeof body === 'string';
      return fetch(kontor.url + path, {
        method,
        headers: {
          authorization: `Bearer ${key}`,
          ...(actFor !== undefined && { 'kontor-on-behalf-of': actFor }),
          ...(body !== undefined && {
            'content-type': isText ? 'text/plain' : 'application/json',
          }),
        },
        ...(body !== undefined && { body: isText ? body : JSON.stringify(body) }),
      });
    },
  };
}

export async function register(
  application: Application,
  receiver: EventReceiver,
  events: readonly string[],
): Promise<Wire> {
  const response = await application.call('POST', '/api/webhooks', { url: receiver.url, events });
  if (response.status !== 201) throw new Error(await response.text());
  return response.json();
}

/**
 * Renames a document, and resolves once its event is on its way to this webhook: what an event says of a document is what
 * is so when it is sent out, not when it happened.
 */
export async function renamed(
  { call }: Application,
  webhook: string,
  { id, title }: { readonly id: string; readonly title: string },
): Promise<void> {
  const sent = async (): Promise<number> => {
    const { deliveries } = await (await call('GET', `/api/webhooks/${webhook}/deliveries`)).json();
    return deliveries.filter((one: Wire) => one.document_id === id).length;
  };
  const before = await sent();
  await call('PATCH', `/api/documents/${id}`, { title });
  while ((await sent()) === before);
}

/** As a receiver does, with the public package; throws if it was not signed with that secret. */
export const verified = (secret: string, { text, headers }: ReceivedEvent): Wire =>
  new Webhook(secret).verify(text, headers as Record<string, string>);

/** A JSON web token as the Document Server signs it. */
export function documentServerToken(claims: object, secret: string): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const seconds = Math.floor(Date.now() / 1000);
  const signed = `${part({ alg: 'HS256', typ: 'JWT' })}.${part({ ...claims, iat: seconds, exp: seconds + 300 })}`;
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
}
