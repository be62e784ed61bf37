import type { Account } from '../../access/index.js';
import type { Messages } from '../language/messages.js';
import type { Page } from '../parts/layout.js';
import { Initials } from '../parts/people.js';
import { personOfAccount } from '../people-names.js';
import { useMessages, useViewer } from '../parts/viewer.js';
import { OutcomeNotice, type Outcome } from './outcome.js';
import { AdminFrame, MoreLink } from '../parts/admin-frame.js';

export interface PeopleAdminView {
  readonly query: string;
  readonly accounts: readonly Account[];
  readonly moreHref: string | undefined;
  readonly outcome: Outcome | '';
}

export const peopleAdminPage = (view: PeopleAdminView, messages: Messages): Page => ({
  title: messages.admin.menu.people,
  body: <PeopleAdmin {...view} />,
});

function PeopleAdmin({ query, accounts, moreHref, outcome }: PeopleAdminView) {
  const { admin } = useMessages();
  return (
    <AdminFrame title={admin.menu.people}>
      <OutcomeNotice outcome={outcome} />
      <form class="admin-filter" role="search">
        <label class="field">
          {admin.people.search}
          <input name="q" type="search" value={query} maxLength={200} autocomplete="off" />
        </label>
        <button class="button">{admin.show}</button>
      </form>
      {accounts.length === 0 ? (
        <p class="hint">{admin.people.none}</p>
      ) : (
        <ul class="admin-list">
          {accounts.map((account) => (
            <PersonRow key={account.id} account={account} query={query} />
          ))}
        </ul>
      )}
      <MoreLink href={moreHref} />
    </AdminFrame>
  );
}

function PersonRow({ account, query }: { account: Account; query: string }) {
  const { admin } = useMessages();
  const { actor } = useViewer();
  const { id, username, displayName, mail } = account;
  return (
    <li class="admin-row">
      <Initials person={personOfAccount(account)} />
      <span class="admin-who">
        <a href={`/admin/people/${id}`}>{displayName}</a>
        {actor?.id === id && <span class="hint"> ({admin.people.you})</span>}
        <small>{mail === null ? username : `${username} · ${mail}`}</small>
      </span>
      <PersonMarks account={account} />
      <StandingForm account={account} query={query} />
    </li>
  );
}

export function PersonMarks({ account: { isAdmin, disabled } }: { account: Account }) {
  const { people } = useMessages().admin;
  return (
    <span class="admin-marks">
      {isAdmin && <span class="badge">{people.administrator}</span>}
      {disabled && <span class="badge badge-quarantined">{people.disabled}</span>}
    </span>
  );
}

interface StandingFormProps {
  readonly account: Account;
  /** What the list is filtered by. */
  readonly query?: string;
  /** Without it: the list. */
  readonly back?: 'person';
}

/** Whether somebody may sign in, and is an administrator. */
export function StandingForm({ account, query, back }: StandingFormProps) {
  const { people } = useMessages().admin;
  const { id, displayName, disabled, isAdmin } = account;
  const rights = isAdmin ? people.noAdministrator : people.makeAdministrator;
  const access = disabled ? people.enable : people.disable;
  return (
    <form class="admin-actions" method="post" action={`/admin/people/${id}`}>
      {query !== undefined && <input type="hidden" name="q" value={query} />}
      {back !== undefined && <input type="hidden" name="back" value={back} />}
      <button
        class="button small"
        name="is_admin"
        value={isAdmin ? 'no' : 'yes'}
        aria-label={`${rights}: ${displayName}`}
      >
        {rights}
      </button>
      <button
        class="button small"
        name="disabled"
        value={disabled ? 'no' : 'yes'}
        aria-label={`${access}: ${displayName}`}
      >
        {access}
      </button>
    </form>
  );
}
