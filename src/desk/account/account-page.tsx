import type { Account } from '../../access/index.js';
import type { Messages } from '../language/messages.js';
import type { Page } from '../parts/layout.js';
import { Initials } from '../parts/people.js';
import { useMessages } from '../parts/viewer.js';
import { personOfAccount } from '../people-names.js';
import { Devices, type DevicesView } from './devices.js';

export interface AccountView {
  readonly account: Account;
  readonly devices: DevicesView;
}

export const accountPage = (view: AccountView, messages: Messages): Page => ({
  title: messages.account.title,
  body: <AccountSections {...view} />,
});

function AccountSections({ account, devices }: AccountView) {
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
      <Devices {...devices} />
    </article>
  );
}

/** Each only once: many people's mail address is their name. */
const isNew = (text: string | null, at: number, all: readonly (string | null)[]): boolean =>
  text !== null && all.indexOf(text) === at;
