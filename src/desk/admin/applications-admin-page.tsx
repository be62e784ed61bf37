import type { Client } from '../../access/index.js';
import type { Messages } from '../language/messages.js';
import { AdminFrame, MoreLink } from '../parts/admin-frame.js';
import type { Page } from '../parts/layout.js';
import { useMessages } from '../parts/viewer.js';
import { GrantFields, Line, type ApplicationFields } from './application-fields.js';
import { OutcomeNotice, type Outcome } from './outcome.js';

export interface ApplicationsAdminView {
  readonly applications: readonly Client[];
  readonly moreHref: string | undefined;
  /** Of a new one; what was typed is kept when it was refused, to be corrected. */
  readonly fields: ApplicationFields;
  readonly outcome: Outcome | '';
}

export const applicationsAdminPage = (view: ApplicationsAdminView, messages: Messages): Page => ({
  title: messages.admin.menu.applications,
  body: <ApplicationsAdmin {...view} />,
});

function ApplicationsAdmin({ applications, moreHref, fields, outcome }: ApplicationsAdminView) {
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
          <Line
            {...{ name: 'name', label: messages.name, hint: messages.nameHint, required: true }}
            {...{ max: 64, value: fields.typed.name, fault: fields.faults.name }}
          />
          <GrantFields {...fields} />
          <button class="button primary">{messages.make}</button>
        </form>
      </section>
    </AdminFrame>
  );
}
