import type { Client } from '../../access/index.js';
import { SCOPES, type Scope } from '../../platform/http/client-scopes.js';
import type { Messages } from '../language/messages.js';
import { AdminFrame, MoreLink } from '../parts/admin-frame.js';
import type { Page } from '../parts/layout.js';
import { useMessages } from '../parts/viewer.js';
import { OutcomeNotice, type Outcome } from './outcome.js';

/** What was typed for a new application. */
export interface NewApplication {
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly allowedOrigins: readonly string[];
}

export interface ApplicationsAdminView {
  readonly applications: readonly Client[];
  readonly moreHref: string | undefined;
  /** Kept when it was refused, to be corrected. */
  readonly typed: NewApplication | undefined;
  readonly outcome: Outcome | '';
}

export const applicationsAdminPage = (view: ApplicationsAdminView, messages: Messages): Page => ({
  title: messages.admin.menu.applications,
  body: <ApplicationsAdmin {...view} />,
});

function ApplicationsAdmin({ applications, moreHref, typed, outcome }: ApplicationsAdminView) {
  const { admin } = useMessages();
  const messages = admin.applications;
  return (
    <AdminFrame title={admin.menu.applications}>
      <p class="lead">{messages.lead}</p>
      <OutcomeNotice outcome={outcome} />
      {applications.length === 0 ? (
        <p class="hint">{messages.none}</p>
      ) : (
        <ul class="admin-list">
          {applications.map(({ id, name, scopes, disabled }) => (
            <li class="admin-line" key={id}>
              <span class="admin-who">
                <a href={`/admin/applications/${id}`}>{name}</a>
                <small>{scopes.length === 0 ? messages.noScopes : scopes.join(', ')}</small>
              </span>
              {disabled && <span class="badge badge-quarantined">{admin.people.disabled}</span>}
            </li>
          ))}
        </ul>
      )}
      <MoreLink href={moreHref} />
      <section class="admin-part" aria-labelledby="new-application">
        <h2 id="new-application">{messages.newTitle}</h2>
        <form class="admin-form" method="post" action="/admin/applications">
          <label class="field">
            {messages.name}
            <input
              name="name"
              value={typed?.name}
              maxLength={64}
              autocomplete="off"
              autocapitalize="none"
              spellcheck={false}
              required
              aria-describedby="name-hint"
            />
          </label>
          <p class="hint" id="name-hint">
            {messages.nameHint}
          </p>
          <GrantFields scopes={typed?.scopes ?? []} allowedOrigins={typed?.allowedOrigins ?? []} />
          <button class="button primary">{messages.make}</button>
        </form>
      </section>
    </AdminFrame>
  );
}

/** What an application may do, and from which pages. */
export function GrantFields({ scopes, allowedOrigins }: Omit<NewApplication, 'name'>) {
  const messages = useMessages().admin.applications;
  return (
    <>
      <fieldset class="admin-choices">
        <legend>{messages.scopes}</legend>
        {SCOPES.map((scope) => (
          <label key={scope}>
            <input type="checkbox" name="scopes" value={scope} checked={scopes.includes(scope)} />
            <span>
              {messages.scopeTexts[scope]} <code>{scope}</code>
            </span>
          </label>
        ))}
      </fieldset>
      <label class="field">
        {messages.origins}
        <textarea
          name="allowed_origins"
          rows={3}
          maxLength={15_000}
          spellcheck={false}
          autocapitalize="none"
          aria-describedby="origins-hint"
        >
          {allowedOrigins.join('\n')}
        </textarea>
      </label>
      <p class="hint" id="origins-hint">
        {messages.originsHint}
      </p>
    </>
  );
}
