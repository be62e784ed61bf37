import { isAppError } from '../platform/errors/app-error.js';
import { AccountRepository } from './accounts/account.repository.js';
import { ProviderStanding } from './claims/provider-standing.js';
import { DirectoryStanding } from './sign-in/directory-standing.js';
import { MailRecipients } from './sign-in/mail-recipients.js';

export const mailRecipients = {
  provide: MailRecipients,
  inject: [AccountRepository, ProviderStanding, { token: DirectoryStanding, optional: true }],
  useFactory: (
    accounts: AccountRepository,
    atProviders: ProviderStanding,
    inDirectory?: DirectoryStanding,
  ) =>
    new MailRecipients(accounts, async (account) => {
      if ((await inDirectory?.isGone(account.id)) === true) return true;
      return atProviders.refuseGone(account).then(
        () => false,
        (error: unknown) => {
          if (isAppError(error, 'access/cannot-act-for')) return true;
          throw error;
        },
      );
    }),
};
