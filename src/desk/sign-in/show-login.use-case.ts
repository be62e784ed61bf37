import { OfferProviders, SignInWithPasskey, type OfferedProviders } from '../../access/index.js';
import type { Locale } from '../../platform/identity/actor.js';
import { PlatformSettings } from '../../platform/config/platform.config.js';
import type { AppError } from '../../platform/errors/app-error.js';
import { MESSAGES } from '../language/messages.js';
import { PageRenderer } from '../page-renderer.js';
import type { RequestContext } from '../request-context.decorator.js';
import { loginPage, type LoginError, type LoginView } from './login-page.js';

type Shown = Omit<LoginView, 'playground' | 'offered' | 'passkeys'>;

/** The sign-in page, with the identity providers of today: for the form, and for what comes back from a provider. */
export class ShowLogin {
  constructor(
    private readonly settings: PlatformSettings,
    private readonly offer: OfferProviders,
    private readonly passkey: SignInWithPasskey,
    private readonly renderer: PageRenderer,
  ) {}

  /** The one provider that is all there is to sign in with: nothing on the page needs a decision. */
  async only(): Promise<string | undefined> {
    const { providers, takesPasswords } = await this.offer.execute();
    return providers.length === 1 && !takesPasswords ? providers[0]?.name : undefined;
  }

  async execute(context: RequestContext, view: Shown): Promise<string> {
    const offered: OfferedProviders = await this.offer.execute();
    const playground = this.settings.profile === 'playground';
    // The language chosen on this page is kept when the sign-in is refused.
    const locale: Locale = view.locale ?? context.locale;
    const shown = { ...context, locale, messages: MESSAGES[locale] };
    const passkeys = this.passkey.isPossible;
    const page = loginPage({ ...view, playground, offered, passkeys }, shown.messages);
    return this.renderer.render(page, shown);
  }
}

const ERRORS: Readonly<Record<string, LoginError>> = {
  'access/known-password': 'knownPassword',
  'access/name-of-another-person': 'notYourName',
  'access/name-of-local-account': 'notYourName',
  'access/unusable-directory-name': 'notYourName',
  'access/unusable-provider-name': 'notYourName',
  'access/identity-provider-unavailable': 'providerFailed',
  'access/refused-by-identity-provider': 'providerRefused',
  'access/identity-not-proved': 'notProved',
  'access/unknown-sign-in': 'signInOver',
  'access/account-disabled': 'accountDisabled',
};

export function loginErrorOf({
  code,
  kind,
  shown,
}: AppError): Pick<LoginView, 'error' | 'command'> {
  const known = ERRORS[code];
  if (known !== undefined) return { error: known, command: shown?.command as string | undefined };
  if (kind === 'unauthenticated') return { error: 'wrong' };
  return { error: kind === 'too-many' ? 'tooMany' : 'failed' };
}
