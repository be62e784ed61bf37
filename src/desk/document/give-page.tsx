import type { Openers, OwnerChangePreview } from '../../documents/index.js';
import { listOf } from '../language/formatting.js';
import type { Messages } from '../language/messages.js';
import { Breadcrumb } from '../parts/breadcrumb.js';
import type { Page } from '../parts/layout.js';
import { Notice } from '../parts/notices.js';
import { Initials, type PersonView } from '../parts/people.js';
import { PersonField } from '../parts/person-field.js';
import { useMessages, useViewer } from '../parts/viewer.js';

/** Why nobody can be given the document. */
export type GiveRefusal = keyof Messages['give']['refusals'];

export interface GiveView {
  readonly id: string;
  /** Undefined for an administrator who may not see the document. */
  readonly title: string | undefined;
  readonly owner: PersonView;
  readonly ownerId: string;
  /** It is the viewer's own: they stay an editor. */
  readonly isMine: boolean;
  readonly preview: OwnerChangePreview | undefined;
  readonly refusal: GiveRefusal | undefined;
  /** An administrator gave it to whoever owns it now. */
  readonly isGiven: boolean;
}

export const givePage = (view: GiveView, messages: Messages): Page => ({
  title: messages.give.title,
  script: 'give',
  body: <Give {...view} />,
});

function Give(view: GiveView) {
  const { give } = useMessages();
  const { id, title, owner, preview, refusal, isGiven, isMine } = view;
  return (
    <section class="give">
      <Breadcrumb
        {...(title === undefined
          ? { href: '/admin/people', title: give.people }
          : { href: `/documents/${id}`, title })}
      />
      <h1>{give.title}</h1>
      {refusal !== undefined && <Notice isError>{give.refusals[refusal]}</Notice>}
      {isGiven && <Notice>{give.belongsTo(owner.displayName)}</Notice>}
      {preview === undefined ? (
        <>
          <p>{isMine ? give.lead : give.leadAdmin(owner.displayName)}</p>
          <Whom {...view} />
        </>
      ) : (
        <Confirm {...view} preview={preview} />
      )}
    </section>
  );
}

function Whom({ id, ownerId }: GiveView) {
  const { give } = useMessages();
  return (
    <form class="admin-form" method="post" action={`/documents/${id}/give/to`}>
      <PersonField id="give-to" name="to" label={give.whom} without={[ownerId]} focused />
      <button class="button primary">{give.next}</button>
    </form>
  );
}

/** What happens is said before. Of a private document it is who can open it then: its key does not go along. */
function Confirm(view: GiveView & { readonly preview: OwnerChangePreview }) {
  const { give } = useMessages();
  const { id, title, isMine, owner, preview } = view;
  const { to, openers } = preview;
  return (
    <>
      <p class="person-lead">
        <Initials person={to} />
        <span>
          {to.displayName} <small class="hint">{to.username}</small>
        </span>
      </p>
      <ul class="give-means">
        <li>{give.willOwn(to.displayName, title)}</li>
        <li>{isMine ? give.youStay : give.ownerLoses(owner.displayName)}</li>
        {openers && <Opens openers={openers} name={to.displayName} />}
      </ul>
      <form class="admin-form" method="post" action={`/documents/${id}/give`}>
        <input type="hidden" name="person" value={to.id} />
        {openers && <input type="hidden" name="accept" value="yes" />}
        <div class="give-buttons">
          {/* What loses somebody the document is not the next thing that Enter does. */}
          {openers && !openers.newOwnerCan ? (
            <button class="button">{give.nowAnyway}</button>
          ) : (
            <button class="button primary" autofocus>
              {give.now}
            </button>
          )}
          <a class="button" href={`/documents/${id}/give`}>
            {give.other}
          </a>
        </div>
      </form>
    </>
  );
}

function Opens({ openers, name }: { openers: Openers; name: string }) {
  const { give } = useMessages();
  const { locale } = useViewer();
  const { usernames, newOwnerCan, recoveryKeyCan } = openers;
  return (
    <>
      <li>{newOwnerCan ? give.canOpen(name) : <strong>{give.cannotOpen(name)}</strong>}</li>
      <li>
        {usernames.length === 0 ? give.nobodyOpens : give.opens(listOf(usernames, locale))}
        {recoveryKeyCan && ` ${give.recoveryOpens}`}
      </li>
      {!newOwnerCan && <li>{give.shareFirst(name)}</li>}
    </>
  );
}
