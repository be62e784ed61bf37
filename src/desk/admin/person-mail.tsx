import { isOfThisServer, type Account } from '../../access/index.js';
import { LONGEST_MAIL } from '../../platform/identity/mail-address.js';
import { useMessages } from '../parts/viewer.js';

/** What was typed and refused. */
export interface RefusedMail {
  readonly typed: string;
}

interface PersonMailProps {
  readonly account: Account;
  readonly refused: RefusedMail | undefined;
  readonly place: string;
}

/** Where notifications go. Whoever comes from elsewhere has the address that is known there. */
export function PersonMail({ account, refused, place }: PersonMailProps) {
  const { person } = useMessages().admin;
  const from: Partial<Record<Account['origin'], string>> = person.mailFrom;
  return (
    <section class="admin-part" aria-labelledby="mail">
      <h2 id="mail">{person.mail}</h2>
      {isOfThisServer(account) ? (
        <MailForm mail={account.mail ?? ''} refused={refused} place={place} />
      ) : (
        <>
          <p class="admin-fact">{account.mail ?? person.noMail}</p>
          <p class="hint">{from[account.origin]}</p>
        </>
      )}
    </section>
  );
}

function MailForm(props: Pick<PersonMailProps, 'refused' | 'place'> & { readonly mail: string }) {
  const { person } = useMessages().admin;
  const { mail, refused, place } = props;
  const isRefused = refused !== undefined;
  return (
    <form class="admin-form" method="post" action={`${place}/mail`}>
      <div class="admin-field">
        <label class="field">
          {person.mailField}
          <input
            {...{ name: 'mail', type: 'email', value: refused?.typed ?? mail }}
            {...{ maxLength: LONGEST_MAIL, autocomplete: 'off', spellcheck: false }}
            aria-invalid={isRefused ? 'true' : undefined}
            aria-describedby={isRefused ? 'mail-hint mail-fault' : 'mail-hint'}
            autofocus={isRefused}
          />
        </label>
        <p class="hint" id="mail-hint">
          {person.mailText}
        </p>
        {isRefused && (
          <p class="error-message" id="mail-fault">
            {person.unusableMail}
          </p>
        )}
      </div>
      <button class="button">{person.saveMail}</button>
    </form>
  );
}
