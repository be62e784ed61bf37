import type { ComponentChildren } from 'preact';
import type { Account } from '../../access/index.js';
import type { FoundGroup } from '../../platform/identity/groups.js';
import type { Messages } from '../language/messages.js';
import { AdminFrame, MoreLink } from '../parts/admin-frame.js';
import type { Page } from '../parts/layout.js';
import { Initials } from '../parts/people.js';
import { personOfAccount } from '../people-names.js';
import { useMessages } from '../parts/viewer.js';
import { sourceOf } from './groups-admin-page.js';
import { OutcomeNotice, type Outcome } from './outcome.js';

export interface GroupAdminView {
  readonly group: FoundGroup;
  readonly isLocal: boolean;
  /** Some of them, by username. */
  readonly members: readonly Account[];
  readonly moreHref: string | undefined;
  readonly search: PeopleToAdd;
  readonly outcome: Outcome | '';
  /** The id of whoever was taken out just now. */
  readonly removed: string | undefined;
}

export interface PeopleToAdd {
  readonly query: string;
  readonly found: readonly Account[];
  /** Ids of those of them who are in the group. */
  readonly inGroup: ReadonlySet<string>;
}

export const groupAdminPage = (view: GroupAdminView, messages: Messages): Page => ({
  title: `${view.group.name} · ${messages.admin.menu.groups}`,
  body: <GroupAdmin {...view} />,
});

function GroupAdmin(view: GroupAdminView) {
  const { admin } = useMessages();
  const { group, isLocal, members, moreHref } = view;
  const place = `/admin/groups/${group.id}`;
  return (
    <AdminFrame title={group.name} above={{ href: '/admin/groups', title: admin.menu.groups }}>
      <p class="lead">
        {sourceOf(group, admin.groups)} · {admin.groups.members(group.members)}
      </p>
      <OutcomeNotice outcome={view.outcome}>
        {view.removed !== undefined && <TakeBack place={place} person={view.removed} />}
      </OutcomeNotice>
      {isLocal ? <AddMembers place={place} {...view.search} /> : <p>{admin.groups.elsewhere}</p>}
      <section class="admin-part" aria-labelledby="members">
        <h2 id="members">{admin.groups.membersTitle}</h2>
        {members.length === 0 ? (
          <p class="hint">{isLocal ? admin.groups.nobody : admin.groups.nobodyElsewhere}</p>
        ) : (
          <ul class="admin-list">
            {members.map((account) => (
              <PersonLine key={account.id} account={account}>
                {isLocal && (
                  <MemberForm
                    {...{ account, action: `${place}/members/remove`, text: admin.groups.remove }}
                  />
                )}
              </PersonLine>
            ))}
          </ul>
        )}
        <MoreLink href={moreHref} />
      </section>
      {isLocal && <RemoveGroup place={place} group={group} />}
    </AdminFrame>
  );
}

function AddMembers({ place, query, found, inGroup }: PeopleToAdd & { place: string }) {
  const { admin } = useMessages();
  return (
    <section class="admin-part" aria-labelledby="add-members">
      <h2 id="add-members">{admin.groups.addTitle}</h2>
      <form class="admin-filter" role="search">
        <label class="field">
          {admin.people.search}
          <input name="q" type="search" value={query} maxLength={200} autocomplete="off" required />
        </label>
        <button class="button">{admin.groups.find}</button>
      </form>
      {query !== '' && found.length === 0 && <p class="hint">{admin.people.none}</p>}
      {found.length > 0 && (
        <ul class="admin-list">
          {found.map((account) => (
            <PersonLine key={account.id} account={account}>
              {inGroup.has(account.id) ? (
                <span class="hint">{admin.groups.isIn}</span>
              ) : (
                <MemberForm
                  {...{ account, action: `${place}/members`, text: admin.groups.add, query }}
                />
              )}
            </PersonLine>
          ))}
        </ul>
      )}
    </section>
  );
}

function PersonLine({
  account,
  children,
}: {
  readonly account: Account;
  readonly children: ComponentChildren;
}) {
  const { admin } = useMessages();
  const { displayName, username, mail, disabled } = account;
  return (
    <li class="admin-row">
      <Initials person={personOfAccount(account)} />
      <span class="admin-who">
        <strong>{displayName}</strong>
        <small>{mail === null ? username : `${username} · ${mail}`}</small>
      </span>
      <span class="admin-marks">
        {disabled && <span class="badge badge-quarantined">{admin.people.disabled}</span>}
      </span>
      {children}
    </li>
  );
}

interface MemberFormProps {
  readonly account: Account;
  readonly action: string;
  readonly text: string;
  readonly query?: string;
}

const MemberForm = ({ account, action, text, query }: MemberFormProps) => (
  <form class="admin-actions" method="post" action={action}>
    <input type="hidden" name="person" value={account.id} />
    {query !== undefined && <input type="hidden" name="q" value={query} />}
    <button class="button small" aria-label={`${text}: ${account.displayName}`}>
      {text}
    </button>
  </form>
);

function TakeBack({ place, person }: { place: string; person: string }) {
  const messages = useMessages();
  return (
    <form method="post" action={`${place}/members`}>
      <input type="hidden" name="person" value={person} />
      <button class="button small">{messages.undo}</button>
    </form>
  );
}

/** It cannot be taken back: what was shared with the group is shared with nobody. */
function RemoveGroup({ place, group }: { place: string; group: FoundGroup }) {
  const { admin } = useMessages();
  return (
    <details class="admin-confirm">
      <summary class="button quiet">{admin.groups.removeGroup}</summary>
      <form method="post" action={`${place}/remove`}>
        <p>{admin.groups.removeText(group.name)}</p>
        <button class="button">{admin.groups.removeNow}</button>
      </form>
    </details>
  );
}
