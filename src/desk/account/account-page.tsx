import type { Account } from '../../access/index.js';
import type { Messages } from '../language/messages.js';
import type { Page } from '../parts/layout.js';
import { Initials } from '../parts/people.js';
import { useMessages } from '../parts/viewer.js';
import { personOfAccount } from '../people-names.js';
import { Devices, type DevicesView } from './devices.js';

export interface AccountView {
  readonly account: Account;
  /** Whether this server sends mail at all. */
  readonly sendsMail: boolean;
  readonly devices: DevicesView;
}

export const accountPage = (view: AccountView, messages: Messages): Page => ({
  title: messages.account.title,
  body: <AccountSections {...view} />,
});

function AccountSections({ account, devices, sendsMail }: AccountView) {
  const { account: messages, ownPassword, secondFactor } = useMessages();
  const { displayName, username, mail } = account;
  return (
    <article class="own-account">
      <header>
        <h1>{messages.title}</h1>
        <p class="hint person-lead">
          <Initials person={personOfAccount(account)} />
          {[displayName, username, mail].filter(isNew).join(' · ')}
        </p>
      </header>
      <p class="actions">
        <a class="button" href="/account/password">
          {ownPassword.changeTitle}
        </a>
        <a class="button" href="/account/second-factor">
          {secondFactor.title}
        </a>
      </p>
      {sendsMail && <MailSwitch {...account} />}
      <Devices {...devices} />
    </article>
  );
}

/** Whether notifications come by mail, too. */
function MailSwitch({ mail, notifiesByMail }: Account) {
  const { byMail } = useMessages().account;
  const state = notifiesByMail ? byMail.on : byMail.off;
  return (
    <section aria-labelledby="by-mail-title">
      <h2 id="by-mail-title">{byMail.title}</h2>
      {mail === null ? (
        <p>{byMail.noAddress}</p>
      ) : (
        <>
          <p>{state(mail)}</p>
          <form method="post" action="/account/by-mail">
            <input type="hidden" name="to" value={notifiesByMail ? 'off' : 'on'} />
            <button class="button">{notifiesByMail ? byMail.switchOff : byMail.switchOn}</button>
          </form>
        </>
      )}
    </section>
  );
}

/** Each only once: many people's mail address is their name. */
const isNew = (text: string | null, at: number, all: readonly (string | null)[]): boolean =>
  text !== null && all.indexOf(text) === at;
