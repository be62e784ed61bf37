import { SHARED_ROLES, type SharedRole, type ShareSwitches } from '../../documents/index.js';
import { Icon } from '../parts/icon.js';
import { Initials, type PersonView } from '../parts/people.js';
import { useMessages } from '../parts/viewer.js';

export interface ShareRow {
  readonly person: PersonView;
  readonly role: SharedRole;
  readonly switches: ShareSwitches;
}

interface ShareMenuProps {
  readonly id: string;
  readonly isPrivate: boolean;
  readonly owner: PersonView;
  readonly shares: readonly ShareRow[];
}

/** A popover, so that it opens and closes without script as well. */
export function ShareMenu(props: ShareMenuProps) {
  const messages = useMessages();
  return (
    <div class="share">
      <button class="button" popovertarget="share">
        <Icon name="people" />
        {messages.document.share}
      </button>
      <section id="share" class="sheet" popover="auto" aria-labelledby="share-title">
        <header class="sheet-head">
          <h2 id="share-title">{messages.share.title}</h2>
          <button
            class="icon-button"
            popovertarget="share"
            popovertargetaction="hide"
            aria-label={messages.close}
          >
            <Icon name="cross" />
          </button>
        </header>
        <p class="lead">{messages.share.lead}</p>
        <AddShare {...props} />
        <SharedPeople {...props} />
      </section>
    </div>
  );
}

function AddShare({ id, isPrivate }: ShareMenuProps) {
  const messages = useMessages();
  return (
    <form
      id="share-add"
      class="share-add"
      method="post"
      action={`/documents/${id}/shares`}
      {...(isPrivate ? { 'data-private': 'share' } : { 'data-inline': true })}
    >
      <label class="field">
        {messages.share.person}
        <input
          name="username"
          list="people"
          autocomplete="off"
          autocapitalize="none"
          spellcheck={false}
          required
          maxLength={200}
          autofocus
        />
      </label>
      <datalist id="people" />
      <label class="field">
        {messages.share.role}
        <select name="role">
          {SHARED_ROLES.map((role) => (
            <option key={role} value={role}>
              {messages.share.roles[role]}
            </option>
          ))}
        </select>
      </label>
      <button class="button primary">{messages.share.add}</button>
    </form>
  );
}

function SharedPeople({ id, owner, shares, isPrivate }: ShareMenuProps) {
  const messages = useMessages();
  return (
    <div id="shares">
      <h3 class="visually-hidden">{messages.share.others}</h3>
      <ul class="shares">
        <li>
          <Initials person={owner} />
          <span class="share-name">{owner.displayName}</span>
          <span class="share-role">{messages.share.ownerRole}</span>
        </li>
        {shares.map((share) => (
          <li key={share.person.username}>
            <Initials person={share.person} />
            <span class="share-name">{share.person.displayName}</span>
            <span class="share-role">{messages.share.roles[share.role]}</span>
            <form method="post" action={`/documents/${id}/shares/remove`} data-inline>
              <input type="hidden" name="username" value={share.person.username} />
              <button
                class="icon-button"
                aria-label={messages.share.removeOf(share.person.displayName)}
              >
                <Icon name="cross" />
              </button>
            </form>
          </li>
        ))}
      </ul>
      {shares.length === 0 && <p class="hint">{messages.share.alone}</p>}
      {isPrivate && shares.length > 0 && <p class="hint">{messages.private.unshareText}</p>}
    </div>
  );
}
