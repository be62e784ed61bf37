import { Icon } from './icon.js';
import { Initials, type PersonView } from './people.js';
import { useWords } from './reader.js';

export interface ShareRow {
  readonly person: PersonView;
  readonly role: 'viewer' | 'editor';
}

interface ShareMenuProps {
  readonly id: string;
  readonly isPrivate: boolean;
  readonly owner: PersonView;
  readonly shares: readonly ShareRow[];
}

/** A popover, so that it opens and closes without script as well. */
export function ShareMenu(props: ShareMenuProps) {
  const words = useWords();
  return (
    <div class="share">
      <button class="button" popovertarget="share">
        <Icon name="people" />
        {words.document.share}
      </button>
      <section id="share" class="sheet" popover="auto" aria-labelledby="share-title">
        <header class="sheet-head">
          <h2 id="share-title">{words.share.title}</h2>
          <button
            class="icon-button"
            popovertarget="share"
            popovertargetaction="hide"
            aria-label={words.close}
          >
            <Icon name="cross" />
          </button>
        </header>
        <p class="lead">{words.share.lead}</p>
        <AddShare {...props} />
        <SharedPeople {...props} />
      </section>
    </div>
  );
}

function AddShare({ id, isPrivate }: ShareMenuProps) {
  const words = useWords();
  return (
    <form
      id="share-add"
      class="share-add"
      method="post"
      action={`/documents/${id}/shares`}
      {...(isPrivate ? { 'data-private': 'share' } : { 'data-inline': true })}
    >
      <label class="field">
        {words.share.person}
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
        {words.share.role}
        <select name="role">
          <option value="viewer">{words.share.roles.viewer}</option>
          <option value="editor">{words.share.roles.editor}</option>
        </select>
      </label>
      <button class="button primary">{words.share.add}</button>
    </form>
  );
}

function SharedPeople({ id, owner, shares, isPrivate }: ShareMenuProps) {
  const words = useWords();
  return (
    <div id="shares">
      <h3 class="unseen">{words.share.others}</h3>
      <ul class="shares">
        <li>
          <Initials person={owner} />
          <span class="share-name">{owner.displayName}</span>
          <span class="share-role">{words.share.ownerRole}</span>
        </li>
        {shares.map((share) => (
          <li key={share.person.username}>
            <Initials person={share.person} />
            <span class="share-name">{share.person.displayName}</span>
            <span class="share-role">{words.share.roles[share.role]}</span>
            <form method="post" action={`/documents/${id}/shares/remove`} data-inline>
              <input type="hidden" name="username" value={share.person.username} />
              <button
                class="icon-button"
                aria-label={words.share.removeOf(share.person.displayName)}
              >
                <Icon name="cross" />
              </button>
            </form>
          </li>
        ))}
      </ul>
      {shares.length === 0 && <p class="hint">{words.share.alone}</p>}
      {isPrivate && shares.length > 0 && <p class="hint">{words.private.unshareText}</p>}
    </div>
  );
}
