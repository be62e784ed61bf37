import { isOfThisServer, type Account, type ResetLink } from '../../access/index.js';
import type { Webhook } from '../../webhooks/index.js';
import type { Messages } from '../language/messages.js';
import { addressOf, AdminFrame } from '../parts/admin-frame.js';
import type { Page } from '../parts/layout.js';
import { Initials } from '../parts/people.js';
import { PersonField } from '../parts/person-field.js';
import { useMessages } from '../parts/viewer.js';
import { personOfAccount } from '../people-names.js';
import { OutcomeNotice, type Outcome } from './outcome.js';
import { PersonMarks, StandingForm } from './people-admin-page.js';
import { PersonMail, type RefusedMail } from './person-mail.js';
import { ShownOnce } from './shown-once.js';
import { WebhookList } from './webhook-admin-page.js';

export interface PersonAdminView {
  readonly account: Account;
  /** Those that the person registered, as an administrator. */
  readonly webhooks: readonly Webhook[];
  readonly outcome: Outcome | '';
  /** Made just now. */
  readonly link?: ResetLink | undefined;
  readonly refusedMail?: RefusedMail | undefined;
}

export const personAdminPage = (view: PersonAdminView, messages: Messages): Page => ({
  title: `${view.account.displayName} · ${messages.admin.menu.people}`,
  script: 'administration',
  body: <PersonAdmin {...view} />,
});

function PersonAdmin({ account, webhooks, outcome, link, refusedMail }: PersonAdminView) {
  const { admin } = useMessages();
  const { person } = admin;
  const { displayName, username, origin, hasSecondFactor } = account;
  const place = `/admin/people/${account.id}`;
  const facts = [displayName === username ? null : username, person.origins[origin]];
  return (
    <AdminFrame title={displayName} above={{ href: '/admin/people', title: admin.menu.people }}>
      <p class="lead person-lead">
        <Initials person={personOfAccount(account)} />
        {facts.filter((fact) => fact !== null).join(' · ')}
      </p>
      <PersonMarks account={account} />
      <OutcomeNotice outcome={outcome} />
      {link && <PasswordLink link={link} place={place} />}
      <section class="admin-part" aria-labelledby="standing">
        <h2 id="standing">{person.standing}</h2>
        <p class="hint">{person.standingText}</p>
        <StandingForm account={account} back="person" />
      </section>
      <section class="admin-part" aria-labelledby="sign-in">
        <h2 id="sign-in">{person.signIn}</h2>
        {isOfThisServer(account) ? (
          <form method="post" action={`${place}/password-link`}>
            <p class="hint">{person.linkText}</p>
            <button class="button">{person.makeLink}</button>
          </form>
        ) : (
          <p class="hint">{person.passwordElsewhere}</p>
        )}
        {hasSecondFactor ? (
          <ResetSecondFactorForm place={place} />
        ) : (
          <p class="hint">{person.noSecondFactor}</p>
        )}
      </section>
      <PersonMail account={account} refused={refusedMail} place={place} />
      <HandOver id={account.id} place={place} />
      {webhooks.length > 0 && <WebhookList webhooks={webhooks} />}
      <p class="admin-part">
        <a href={addressOf('/admin/audit', { actor_id: account.id })}>{person.activity}</a>
      </p>
    </AdminFrame>
  );
}

function PasswordLink({ link, place }: { link: ResetLink; place: string }) {
  const { person } = useMessages().admin;
  return (
    <ShownOnce
      {...{ id: 'password-link', title: person.link, text: person.linkOnce }}
      value={link.url}
      back={place}
    />
  );
}

/** Nothing can be taken back by the one who gave: the new owner can. */
function HandOver({ id, place }: { id: string; place: string }) {
  const { person } = useMessages().admin;
  return (
    <section class="admin-part" aria-labelledby="hand-over">
      <h2 id="hand-over">{person.handOver}</h2>
      <p class="hint">{person.handOverText}</p>
      <form class="admin-form" method="post" action={`${place}/hand-over`}>
        <PersonField id="new-owner" name="to" label={person.newOwner} without={[id]} />
        <label class="admin-check">
          <input type="checkbox" name="accept" value="yes" />
          <span>{person.acceptPrivate}</span>
        </label>
        <button class="button">{person.handOverNow}</button>
      </form>
      <p>
        <a href={`${place}/documents`}>{person.chooseSingle}</a>
      </p>
    </section>
  );
}

/** It ends every sign-in of the person, so it is said before. */
function ResetSecondFactorForm({ place }: { place: string }) {
  const { person } = useMessages().admin;
  return (
    <details class="admin-confirm">
      <summary class="button">{person.resetSecondFactor}</summary>
      <form method="post" action={`${place}/second-factor/reset`}>
        <p>{person.resetText}</p>
        <button class="button">{person.resetNow}</button>
      </form>
    </details>
  );
}
