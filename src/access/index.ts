export { AccessModule } from './access.module.js';
export { accessSettings, type AccessSettings } from './access.config.js';
export {
  AdminOnly,
  ConfirmedOnly,
  OwnPagesOnly,
  WithoutSecondFactor,
} from './access.decorators.js';
export { signInAddress } from './access.errors.js';
export { detourOf } from './second-factor.errors.js';
export { isOfThisServer, photoIdOf, type Account, type NewAccount } from './accounts/account.js';
export { FindPeople } from './accounts/find-people.use-case.js';
export { PersonPictures } from './accounts/person-pictures.js';
export { PersonSids } from './accounts/account-people.js';
export { AdministerAccounts } from './accounts/administer-accounts.use-case.js';
export { ManageAccounts } from './accounts/manage-accounts.use-case.js';
export type { NamedAccount } from './accounts/named-account.js';
export { OwnAccount } from './accounts/own-account.use-case.js';
export { groupPosition, groupsAfter } from './groups/group.schema.js';
export { ManageGroups } from './groups/manage-groups.use-case.js';
export { ResetPassword, type ResetLink } from './accounts/reset-password.use-case.js';
export {
  ManageSecondFactor,
  type SecondFactorState,
  type TotpSetup,
} from './second-factor/manage-second-factor.use-case.js';
export { ResetSecondFactor } from './second-factor/reset-second-factor.use-case.js';
export { SignInWithPasskey } from './second-factor/sign-in-with-passkey.use-case.js';
export { ManageClients } from './clients/manage-clients.use-case.js';
export type { Client, ClientCredential } from './clients/client.js';
export { keySetIn } from './clients/client.schema.js';
export { USUAL_CLAIMS } from './clients/trusted-issuer.js';
export { WebhookOwners } from './clients/webhook-owners.js';
export type { Identity, KeyWrap } from './identities/identity.js';
export { ManageIdentity } from './identities/manage-identity.use-case.js';
export { OpenIdBackgroundModule, OpenIdModule } from './openid.module.js';
export { clientSecretVariableOf, openIdSettings, OpenIdSettings } from './openid/openid.config.js';
export { OpenIdProviders, type OpenIdProvider } from './openid/openid-provider.js';
export {
  BeginProviderSignIn,
  OfferProviders,
  SignInWithProvider,
  type OfferedProviders,
} from './openid/sign-in-with-provider.use-case.js';
export { deviceOf } from './sessions/device.js';
export { EndedSignIns } from './sessions/ended-sign-ins.js';
export { OwnSessions } from './sessions/own-sessions.use-case.js';
export { CurrentSignIn } from './sign-in/access.guard.js';
export {
  TokenGenerations,
  type CurrentSignIn as SignInOfCaller,
} from './sign-in/identify-caller.use-case.js';
export { MailRecipients, type MailRecipient } from './sign-in/mail-recipients.js';
export { OwnPassword } from './sign-in/own-password.use-case.js';
export { SecondStep, type SecondStepView } from './sign-in/second-step.use-case.js';
export { SignIn, SignInBrowser, type SignInInput } from './sign-in/sign-in.use-case.js';
export type { LiveSignIn } from './sign-in/sign-in.repository.js';
export { SessionCookies, SignIns } from './sign-in/sign-ins.js';
export { findSigningSecret } from './signing-secret.file.js';
export { SigningSecrets } from './signing-secrets.js';
