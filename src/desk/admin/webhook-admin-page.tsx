import type { Delivery, Webhook } from '../../webhooks/index.js';
import type { Messages } from '../language/messages.js';
import { addressOf, AdminFrame, MoreLink } from '../parts/admin-frame.js';
import type { Page } from '../parts/layout.js';
import { Timestamp } from '../parts/timestamp.js';
import { useMessages } from '../parts/viewer.js';
import { OutcomeNotice, type Outcome } from './outcome.js';

export interface WebhookAdminView {
  readonly webhook: Webhook;
  /** The application or the administrator who registered it. */
  readonly owner: { readonly href: string; readonly title: string };
  /** The newest first. */
  readonly deliveries: readonly Delivery[];
  /** Only those that were given up. */
  readonly onlyDead: boolean;
  readonly moreHref: string | undefined;
  readonly outcome: Outcome | '';
}

export const webhookAdminPage = (view: WebhookAdminView, messages: Messages): Page => ({
  title: messages.admin.webhooks.title,
  script: 'administration',
  basis: [view.webhook, view.deliveries],
  body: <WebhookAdmin {...view} />,
});

function WebhookAdmin(view: WebhookAdminView) {
  const { webhooks } = useMessages().admin;
  const { webhook, deliveries, onlyDead } = view;
  const place = `/admin/webhooks/${webhook.id}`;
  return (
    <AdminFrame title={webhooks.one} above={view.owner}>
      <p class="admin-fact">
        <code>{webhook.url}</code>
      </p>
      <p class="hint admin-fact">
        {webhooks.subscribedTo} {webhook.events.join(', ')}
      </p>
      {!webhook.isEnabled && (
        <p>{webhook.disabledReason === 'gone' ? webhooks.gone : webhooks.disabled}</p>
      )}
      <OutcomeNotice outcome={view.outcome} />
      <form class="admin-inline" method="post" action={`${place}/test`}>
        <p class="hint">{webhooks.testText}</p>
        <button class="button">{webhooks.test}</button>
      </form>
      <section class="admin-part" aria-labelledby="deliveries-title">
        <h2 id="deliveries-title">{webhooks.deliveries}</h2>
        <p class="admin-switch">
          <a href={place} aria-current={onlyDead ? undefined : 'true'}>
            {webhooks.all}
          </a>
          <a
            href={addressOf(place, { state: 'dead' })}
            aria-current={onlyDead ? 'true' : undefined}
          >
            {webhooks.onlyDead}
          </a>
        </p>
        <div id="deliveries">
          {deliveries.length === 0 ? (
            <p class="hint">{onlyDead ? webhooks.noneDead : webhooks.none}</p>
          ) : (
            <ol class="admin-list">
              {deliveries.map((delivery) => (
                <DeliveryLine key={delivery.id} delivery={delivery} mayResend={webhook.isEnabled} />
              ))}
            </ol>
          )}
        </div>
        <MoreLink href={view.moreHref} />
      </section>
    </AdminFrame>
  );
}

function DeliveryLine({ delivery, mayResend }: { delivery: Delivery; mayResend: boolean }) {
  const { webhooks } = useMessages().admin;
  const { id, webhookId, type, documentId, state, attempts, createdAtMs } = delivery;
  const { lastStatus, lastFault } = delivery;
  return (
    <li class="admin-line" id={`delivery-${id}`}>
      <span class="admin-who">
        <code>{type}</code>
        {documentId !== null && (
          <small>
            <a href={`/documents/${documentId}`}>{documentId}</a>
          </small>
        )}
        <small>
          <Timestamp atMs={createdAtMs} />
          {` · ${webhooks.attempts(attempts)}`}
          {lastStatus !== null && ` · ${webhooks.answered(lastStatus)}`}
          {lastFault !== null && ` · ${webhooks.noAnswer(lastFault)}`}
        </small>
      </span>
      <span class="admin-actions">
        <span class={state === 'dead' ? 'badge badge-quarantined' : 'badge'}>
          {webhooks.states[state]}
        </span>
        {state !== 'waiting' && mayResend && (
          <form method="post" action={`/admin/webhooks/${webhookId}/deliveries/${id}/resend`}>
            <button class="button small" aria-label={`${webhooks.resend}: ${type}`}>
              {webhooks.resend}
            </button>
          </form>
        )}
      </span>
    </li>
  );
}

/** On the page of who registered them. */
export function WebhookList({ webhooks }: { webhooks: readonly Webhook[] }) {
  const { admin } = useMessages();
  return (
    <section class="admin-part" aria-labelledby="webhooks">
      <h2 id="webhooks">{admin.webhooks.title}</h2>
      {webhooks.length === 0 ? (
        <p class="hint">{admin.webhooks.noWebhooks}</p>
      ) : (
        <ul class="admin-list">
          {webhooks.map(({ id, url, events, isEnabled }) => (
            <li class="admin-line" key={id}>
              <span class="admin-who">
                <a href={`/admin/webhooks/${id}`}>{url}</a>
                <small>{events.join(', ')}</small>
              </span>
              {!isEnabled && <span class="badge badge-quarantined">{admin.people.disabled}</span>}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
