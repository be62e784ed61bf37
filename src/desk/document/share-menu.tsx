import {
  ALL_ALLOWED,
  SHARED_ROLES,
  type KeyState,
  type SharedRole,
  type ShareSwitches,
} from '../../documents/index.js';
import { listOf } from '../language/formatting.js';
import { Icon } from '../parts/icon.js';
import { Initials, type PersonView } from '../parts/people.js';
import { PersonField } from '../parts/person-field.js';
import { useMessages, useViewer } from '../parts/viewer.js';

const SWITCHES = ['download', 'print', 'copy'] as const satisfies readonly (keyof ShareSwitches)[];

/** A share with a group has its id and how many are in it. */
export interface SharedGroup {
  readonly id: string;
  readonly members: number;
}

export interface ShareRow {
  readonly person: PersonView;
  /** Their account. */
  readonly personId?: string;
  readonly group?: SharedGroup;
  readonly role: SharedRole;
  readonly switches: ShareSwitches;
  /** Of a private document, with a person. */
  readonly key?: KeyState | undefined;
}

interface ShareMenuProps {
  readonly id: string;
  readonly isPrivate: boolean;
  readonly owner: PersonView;
  readonly ownerId: string;
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

function AddShare({ id, ownerId, isPrivate }: ShareMenuProps) {
  const messages = useMessages();
  return (
    <form
      id="share-add"
      class="share-add"
      method="post"
      action={`/documents/${id}/shares`}
      {...(isPrivate ? { 'data-private': 'share' } : { 'data-inline': true })}
    >
      <PersonField
        id="share-with"
        name="username"
        label={messages.share.person}
        without={[ownerId]}
        withGroups
        focused
      />
      <RightsFields id="rights-new" role="viewer" switches={ALL_ALLOWED} isPrivate={isPrivate} />
      <button class="button primary">{messages.share.add}</button>
    </form>
  );
}

interface RightsFieldsProps extends Pick<ShareRow, 'role' | 'switches'> {
  /** Of the fields, unique on the page. */
  readonly id: string;
  readonly isPrivate: boolean;
}

/** The style sheet shows the sentence of the chosen role alone; without one, all are shown. */
function RightsFields({ id, role: given, switches, isPrivate }: RightsFieldsProps) {
  const messages = useMessages();
  return (
    <div class="rights">
      <label class="field">
        {messages.share.role}
        <select name="role" aria-describedby={`${id}-role`}>
          {SHARED_ROLES.map((role) => (
            <option key={role} value={role} selected={role === given}>
              {messages.share.roles[role]}
            </option>
          ))}
        </select>
      </label>
      <p class="role-text hint" id={`${id}-role`}>
        {SHARED_ROLES.map((role) => (
          <span key={role} data-role={role}>
            {messages.share.roleTexts[role]}
          </span>
        ))}
      </p>
      <fieldset class="switches" aria-describedby={`${id}-switches`}>
        <legend>{messages.share.switches}</legend>
        <input type="hidden" name="switches" value="1" />
        {SWITCHES.map((name) => (
          <label key={name}>
            <input type="checkbox" name={name} value="1" checked={switches[name]} />
            {messages.share.switchNames[name]}
          </label>
        ))}
      </fieldset>
      <p class="hint" id={`${id}-switches`}>
        {isPrivate ? messages.share.switchesPrivate : messages.share.switchesText}
      </p>
    </div>
  );
}

/** Whom the form is about, in fields that are not shown. */
const About = ({ share }: { share: ShareRow }) => (
  <>
    <input type="hidden" name="username" value={share.person.username} />
    {share.personId && <input type="hidden" name="person" value={share.personId} />}
    {share.group && <input type="hidden" name="group" value={share.group.id} />}
  </>
);

function KeptBack({ switches }: Pick<ShareRow, 'switches'>) {
  const messages = useMessages();
  const { locale } = useViewer();
  const off = SWITCHES.filter((name) => !switches[name]).map(
    (name) => messages.share.keptBack[name],
  );
  return off.length === 0 ? null : (
    <span class="share-kept">{messages.share.without(listOf(off, locale))}</span>
  );
}

/** Somebody who cannot open it yet. */
function KeyToCome({ key: state }: Pick<ShareRow, 'key'>) {
  const { private: messages } = useMessages();
  if (state === undefined || state === 'sealed') return null;
  return (
    <span class="share-kept">{state === 'none' ? messages.shareNoKey : messages.shareWaiting}</span>
  );
}

/** Who has access keeps the key of a private document: other rights need no key of the owner. */
function ChangeRights({
  id,
  share,
  isPrivate,
}: {
  id: string;
  share: ShareRow;
  isPrivate: boolean;
}) {
  const messages = useMessages();
  const { username, displayName } = share.person;
  return (
    <details class="share-change" id={`share-change-${encodeURIComponent(username)}`}>
      <summary class="button small" aria-label={messages.share.changeOf(displayName)}>
        {messages.share.change}
      </summary>
      <form method="post" action={`/documents/${id}/shares`} data-inline>
        <About share={share} />
        <RightsFields
          id={`rights-${encodeURIComponent(username)}`}
          role={share.role}
          switches={share.switches}
          isPrivate={isPrivate}
        />
        <button class="button">{messages.share.save}</button>
      </form>
    </details>
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
          <li key={share.group?.id ?? share.person.username}>
            {share.group ? <Icon name="people" /> : <Initials person={share.person} />}
            <span class="share-name">
              {share.person.displayName}
              {share.group && (
                <span class="share-kept">{messages.share.members(share.group.members)}</span>
              )}
              <KeyToCome {...share} />
            </span>
            <span class="share-role">
              {messages.share.roles[share.role]}
              <KeptBack switches={share.switches} />
            </span>
            <form method="post" action={`/documents/${id}/shares/remove`} data-inline>
              <About share={share} />
              <button
                class="icon-button"
                aria-label={messages.share.removeOf(share.person.displayName)}
              >
                <Icon name="cross" />
              </button>
            </form>
            <ChangeRights id={id} share={share} isPrivate={isPrivate} />
          </li>
        ))}
      </ul>
      {shares.length === 0 && <p class="hint">{messages.share.alone}</p>}
      {isPrivate && shares.length > 0 && <p class="hint">{messages.private.unshareText}</p>}
    </div>
  );
}
