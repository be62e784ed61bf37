import type { AccountDocuments } from '../../administration/index.js';
import type { OwnedDocument } from '../../documents/index.js';
import { humanSize } from '../language/formatting.js';
import type { Messages } from '../language/messages.js';
import { AdminFrame, MoreLink } from '../parts/admin-frame.js';
import type { Page } from '../parts/layout.js';
import { PersonField } from '../parts/person-field.js';
import { TextWithTime } from '../parts/timestamp.js';
import { useMessages, useViewer } from '../parts/viewer.js';
import { OutcomeNotice, type Outcome } from './outcome.js';

export interface AccountDocumentsView extends AccountDocuments {
  /** How many are on the pages before. */
  readonly before: number;
  readonly moreHref: string | undefined;
  readonly outcome: Outcome | '';
}

export const accountDocumentsPage = (view: AccountDocumentsView, messages: Messages): Page => ({
  title: `${messages.admin.person.single} · ${view.account.displayName}`,
  script: 'administration',
  body: <AccountDocumentList {...view} />,
});

/** What an administrator may know of documents that are not shared with them: everything but title and content. */
function AccountDocumentList(view: AccountDocumentsView) {
  const { account, documents, total, before, moreHref, outcome } = view;
  const { person } = useMessages().admin;
  const place = `/admin/people/${account.id}`;
  return (
    <AdminFrame title={person.single} above={{ href: place, title: account.displayName }}>
      <p class="lead">{person.singleText}</p>
      <OutcomeNotice outcome={outcome} />
      {documents.length === 0 ? (
        <p class="hint">{total === 0 ? person.noDocuments : person.noMoreDocuments}</p>
      ) : (
        <form class="admin-part" method="post" action={`${place}/hand-over`}>
          <input type="hidden" name="only" value="ticked" />
          <p class="hint">{person.documents(total)}</p>
          <ul class="admin-list admin-documents">
            {documents.map((document, index) => (
              <DocumentRow key={document.id} document={document} number={before + index + 1} />
            ))}
          </ul>
          <MoreLink href={moreHref} />
          <div class="admin-form">
            <PersonField id="new-owner" name="to" label={person.newOwner} without={[account.id]} />
            <label class="admin-check">
              <input type="checkbox" name="accept" value="yes" />
              <span>{person.acceptPrivate}</span>
            </label>
            <button class="button">{person.handOverTicked}</button>
          </div>
        </form>
      )}
    </AdminFrame>
  );
}

function DocumentRow({ document, number }: { document: OwnedDocument; number: number }) {
  const messages = useMessages();
  const { person } = messages.admin;
  const { locale } = useViewer();
  const { id, fileType, size, shares, custody, state, deletedAtMs } = document;
  const facts = [
    size === null ? person.noContent : humanSize(size, locale),
    person.sharedWith(shares),
  ];
  return (
    <li>
      <label class="admin-document">
        <input type="checkbox" name="documents" value={id} />
        <span class="admin-who">
          <span>
            {person.documentNumber(number, fileType.toUpperCase())}
            {custody === 'zero-knowledge' && <span class="badge">{messages.private.sign}</span>}
            {deletedAtMs !== null && (
              <span class="badge badge-quarantined">{person.isDeleted}</span>
            )}
            {state === 'shadow' && <span class="badge">{person.isAwaited}</span>}
          </span>
          <small>{facts.join(' · ')}</small>
          <small>
            <TextWithTime text={person.madeAt} atMs={document.createdAtMs} />
            {' · '}
            <TextWithTime text={messages.document.changed} atMs={document.updatedAtMs} />
          </small>
          <small class="admin-id">{id}</small>
        </span>
      </label>
    </li>
  );
}
