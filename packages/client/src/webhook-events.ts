import { Webhook } from 'standardwebhooks';
import type { components } from './generated/api.js';
import { WebhookRefusedError } from './errors.js';

type Schemas = components['schemas'];
type Share = Pick<Schemas['Share'], 'role' | 'download' | 'print' | 'copy'>;
/** A person by username, or a group by name. */
type With =
  | { readonly username: string; readonly group?: never }
  | { readonly group: string; readonly username?: never };

interface Of<Type extends string, Data> {
  readonly type: Type;
  /** When it happened: UTC, RFC 3339. */
  readonly timestamp: string;
  readonly data: Data;
}

interface Happened<Actor = string> {
  /** As its owner sees it, within a second of the event. */
  readonly document: Schemas['Document'];
  /** Username of who did it. */
  readonly actor: Actor;
}

/** What Kontor sends, by `type`. A newer server may send more types to a webhook that asks for them. */
export type WebhookEvent =
  | Of<
      'version.saved' | 'version.quarantined' | 'version.recovered' | 'version.restored',
      {
        readonly document: Schemas['Document'];
        /** Null in the rare case that it was thinned out already. */
        readonly version: Schemas['Version'] | null;
      }
    >
  | Of<`document.${'created' | 'renamed' | 'deleted' | 'restored'}`, Happened>
  | Of<`document.${'checked_out' | 'checked_in'}`, Happened>
  | Of<'document.shared', Happened & { readonly share: Share & With }>
  | Of<'document.unshared', Happened & { readonly share: With }>
  | Of<'editing.began', Happened>
  /** Nobody edits any more. */
  | Of<'editing.ended', Happened<string | null>>
  | Of<'webhook.test', { readonly webhook_id: string }>;

/** As Node has them, or a `Headers`. */
export type ReceivedHeaders = Headers | Readonly<Record<string, string | string[] | undefined>>;

/**
 * The event that a request brings, once its signature was checked.
 *
 * ```js
 * const event = verifyWebhook(secret, request.headers, body);
 * if (event.type === 'version.saved') console.log(event.data.document.title);
 * ```
 *
 * The same event may come twice, with the same `webhook-id` header: remember the ids of a few days.
 *
 * @param secret `whsec_…`, as registering the webhook answered it; while it is replaced, both.
 * @param body As it came, not parsed: the signature is over its bytes.
 * @throws WebhookRefusedError when Kontor did not send it, or more than five minutes ago.
 */
export function verifyWebhook(
  secret: string | readonly string[],
  headers: ReceivedHeaders,
  body: string | Uint8Array,
): WebhookEvent {
  const text = typeof body === 'string' ? body : new TextDecoder().decode(body);
  const signed = signatureIn(headers);
  let refusal: unknown;
  for (const each of typeof secret === 'string' ? [secret] : secret) {
    try {
      return new Webhook(each).verify(text, signed) as WebhookEvent;
    } catch (error) {
      refusal = error;
    }
  }
  const reason = refusal instanceof Error ? refusal.message : 'no secret was given';
  throw new WebhookRefusedError({
    ...{ code: 'client/webhook-refused', status: 0, cause: refusal },
    detail: `This webhook does not hold: ${reason}. Check the secret, and that the body is as it came.`,
  });
}

function signatureIn(headers: ReceivedHeaders): Record<string, string> {
  const names = ['webhook-id', 'webhook-timestamp', 'webhook-signature'];
  return Object.fromEntries(names.map((name) => [name, headerOf(headers, name)]));
}

function headerOf(headers: ReceivedHeaders, name: string): string {
  if (headers instanceof Headers) return headers.get(name) ?? '';
  const [, value = ''] =
    Object.entries(headers).find(([each]) => each.toLowerCase() === name) ?? [];
  return typeof value === 'string' ? value : value.join(' ');
}
