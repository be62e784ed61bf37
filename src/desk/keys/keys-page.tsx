import type { Identity } from '../../access/index.js';
import type { Messages } from '../language/messages.js';
import { KeyChoice, KeyFromKit, KeyWays } from '../parts/key-ways.js';
import type { Page } from '../parts/layout.js';
import { NewPassphrase } from '../parts/new-passphrase.js';
import { useMessages } from '../parts/viewer.js';
import { RecoveryKit } from '../parts/recovery-kit.js';
import { UnlockDialog } from '../parts/unlock-dialog.js';

export interface KeysView {
  readonly displayName: string;
  readonly identity: Identity | undefined;
}

export const keysPage = (view: KeysView, messages: Messages): Page => ({
  title: messages.private.title,
  script: 'keys',
  body: <Keys {...view} />,
});

function Keys({ identity, displayName }: KeysView) {
  const { private: messages } = useMessages();
  return (
    <article class="keys">
      <h1>{messages.title}</h1>
      <p class="lead">{messages.lead}</p>
      <noscript>
        <p class="error-message">{messages.needsScript}</p>
      </noscript>
      <p id="needs-https" class="error-message" role="alert" hidden>
        {messages.needsHttps}
      </p>
      {identity === undefined ? (
        <MakeKey displayName={displayName} />
      ) : (
        <OwnKey identity={identity} displayName={displayName} />
      )}
    </article>
  );
}

function MakeKey({ displayName }: { displayName: string }) {
  const { private: messages } = useMessages();
  return (
    <section aria-labelledby="create-key-title">
      <h2 id="create-key-title">{messages.make}</h2>
      <p>{messages.makeText}</p>
      <form id="create-key" class="stack" data-label={messages.wayKinds.passphrase}>
        <input type="hidden" autocomplete="username" value={displayName} />
        <NewPassphrase />
        <button class="button primary">{messages.make}</button>
      </form>
      <KeyFromKit isKnown={false} />
    </section>
  );
}

function OwnKey({ identity, displayName }: { identity: Identity; displayName: string }) {
  const { private: messages } = useMessages();
  return (
    <>
      <p id="lock-row" hidden>
        <button id="lock-now" class="button small" type="button">
          {messages.lockNow}
        </button>
      </p>
      <KeyChoice custody={identity.custody} />
      <RecoveryKit keptAtMs={identity.kitCheckedAtMs} displayName={displayName} />
      <KeyWays keyWraps={identity.keyWraps} />
      <KeyFromKit isKnown />
      <UnlockDialog />
    </>
  );
}
