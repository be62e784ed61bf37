import type { Client, ClientCredential } from '../../access/index.js';
import type { Webhook } from '../../webhooks/index.js';
import type { Messages } from '../language/messages.js';
import { AdminFrame } from '../parts/admin-frame.js';
import type { Page } from '../parts/layout.js';
import { TextWithTime } from '../parts/timestamp.js';
import { useMessages } from '../parts/viewer.js';
import { GrantFields, type ApplicationFields } from './application-fields.js';
import { OutcomeNotice, type Outcome } from './outcome.js';
import { ShownOnce } from './shown-once.js';
import { WebhookList } from './webhook-admin-page.js';

export interface ApplicationAdminView {
  readonly application: Client;
  readonly credentials: readonly ClientCredential[];
  readonly webhooks: readonly Webhook[];
  readonly fields: ApplicationFields;
  readonly outcome: Outcome | '';
  /** Made just now. */
  readonly fresh?: { readonly kind: ClientCredential['kind']; readonly text: string } | undefined;
}

export const applicationAdminPage = (view: ApplicationAdminView, messages: Messages): Page => ({
  title: `${view.application.name} · ${messages.admin.menu.applications}`,
  script: 'administration',
  body: <ApplicationAdmin {...view} />,
});

function ApplicationAdmin(view: ApplicationAdminView) {
  const { application, credentials, outcome, fresh } = view;
  const { admin } = useMessages();
  const messages = admin.applications;
  const { id, name, disabled, createdAtMs } = application;
  const place = `/admin/applications/${id}`;
  return (
    <AdminFrame
      title={name}
      above={{ href: '/admin/applications', title: admin.menu.applications }}
    >
      <p class="lead">
        <TextWithTime text={messages.added} atMs={createdAtMs} />
      </p>
      {disabled && (
        <p class="admin-marks">
          <span class="badge badge-quarantined">{admin.people.disabled}</span>
        </p>
      )}
      <OutcomeNotice outcome={outcome} />
      {fresh && (
        <ShownOnce
          id="credential"
          title={fresh.kind === 'key' ? messages.key : messages.secret}
          text={messages.shownOnce}
          value={fresh.text}
          back={place}
        />
      )}
      <p class="admin-fact">
        {messages.clientId} <code>{id}</code>
      </p>
      <Credentials application={application} credentials={credentials} place={place} />
      <section class="admin-part" aria-labelledby="grants">
        <h2 id="grants">{messages.rights}</h2>
        <form class="admin-form" method="post" action={place}>
          <GrantFields {...view.fields} />
          <button class="button primary">{admin.settings.save}</button>
        </form>
      </section>
      <WebhookList webhooks={view.webhooks} />
      <Ending application={application} place={place} />
    </AdminFrame>
  );
}

interface CredentialsProps extends Pick<ApplicationAdminView, 'application' | 'credentials'> {
  readonly place: string;
}

function Credentials({ application, credentials, place }: CredentialsProps) {
  const messages = useMessages().admin.applications;
  const signs = application.jwks !== null || application.jwksUri !== null;
  return (
    <section class="admin-part" aria-labelledby="credentials">
      <h2 id="credentials">{messages.credentials}</h2>
      <p class="hint">{messages.credentialsText}</p>
      {signs && <p>{messages.ownKeys}</p>}
      {credentials.length === 0 && !signs && <p>{messages.noCredentials}</p>}
      {credentials.length > 0 && (
        <ul class="admin-list">
          {credentials.map((credential) => (
            <Credential key={credential.id} credential={credential} place={place} />
          ))}
        </ul>
      )}
      <form class="admin-inline" method="post" action={`${place}/secrets`}>
        <button class="button">{messages.makeSecret}</button>
      </form>
      <form class="admin-filter" method="post" action={`${place}/keys`}>
        <label class="field">
          {messages.keyUntil}
          <input type="date" name="expires" />
        </label>
        <button class="button">{messages.makeKey}</button>
      </form>
    </section>
  );
}

function Credential({ credential, place }: { credential: ClientCredential; place: string }) {
  const messages = useMessages().admin.applications;
  const { id, kind, hint, createdAtMs, expiresAtMs, lastUsedAtMs } = credential;
  const name = `${kind === 'key' ? messages.key : messages.secret} …${hint}`;
  return (
    <li class="admin-line">
      <span class="admin-who">
        <strong>{name}</strong>
        <small>
          <TextWithTime text={messages.made} atMs={createdAtMs} />
          {' · '}
          {lastUsedAtMs === null ? (
            messages.neverUsed
          ) : (
            <TextWithTime text={messages.lastUsed} atMs={lastUsedAtMs} />
          )}
          {expiresAtMs !== null && (
            <>
              {' · '}
              <TextWithTime text={messages.expires} atMs={expiresAtMs} />
            </>
          )}
        </small>
      </span>
      <details class="admin-confirm">
        <summary class="button small" aria-label={`${messages.removeCredential}: ${name}`}>
          {messages.removeCredential}
        </summary>
        <form method="post" action={`${place}/credentials/${id}/remove`}>
          <p>{messages.removeCredentialText}</p>
          <button class="button small" aria-label={`${messages.removeNow}: ${name}`}>
            {messages.removeNow}
          </button>
        </form>
      </details>
    </li>
  );
}

/** For a while, or for ever. */
function Ending({
  application: { name, disabled },
  place,
}: {
  application: Client;
  place: string;
}) {
  const { admin } = useMessages();
  const messages = admin.applications;
  return (
    <section class="admin-part" aria-labelledby="ending">
      <h2 id="ending">{messages.ending}</h2>
      <p class="hint">{messages.endingText}</p>
      <form class="admin-inline" method="post" action={`${place}/standing`}>
        <button class="button" name="disabled" value={disabled ? 'no' : 'yes'}>
          {disabled ? admin.people.enable : admin.people.disable}
        </button>
      </form>
      <details class="admin-confirm">
        <summary class="button quiet">{messages.remove}</summary>
        <form method="post" action={`${place}/remove`}>
          <p>{messages.removeText(name)}</p>
          <button class="button">{messages.removeNow}</button>
        </form>
      </details>
    </section>
  );
}
