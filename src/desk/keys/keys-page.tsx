import type { Identity } from '../../access/index.js';
import type { Words } from '../language/words.js';
import { KeyChoice, KeyFromKit, KeyWays } from '../parts/key-ways.js';
import type { Page } from '../parts/layout.js';
import { NewPassphrase } from '../parts/new-passphrase.js';
import { useWords } from '../parts/reader.js';
import { RecoveryKit } from '../parts/recovery-kit.js';
import { UnlockDialog } from '../parts/unlock-dialog.js';

export interface KeysView {
  readonly displayName: string;
  readonly identity: Identity | undefined;
}

export const keysPage = (view: KeysView, words: Words): Page => ({
  title: words.private.title,
  script: 'keys',
  body: <Keys {...view} />,
});

function Keys({ identity, displayName }: KeysView) {
  const { private: words } = useWords();
  return (
    <article class="keys">
      <h1>{words.title}</h1>
      <p class="lead">{words.lead}</p>
      <noscript>
        <p class="trouble">{words.needsScript}</p>
      </noscript>
      <p id="needs-https" class="trouble" role="alert" hidden>
        {words.needsHttps}
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
  const { private: words } = useWords();
  return (
    <section aria-labelledby="make-title">
      <h2 id="make-title">{words.make}</h2>
      <p>{words.makeText}</p>
      <form id="make" class="stack" data-label={words.wayKinds.passphrase}>
        <input type="hidden" autocomplete="username" value={displayName} />
        <NewPassphrase />
        <button class="button primary">{words.make}</button>
      </form>
      <KeyFromKit isKnown={false} />
    </section>
  );
}

function OwnKey({ identity, displayName }: { identity: Identity; displayName: string }) {
  const { private: words } = useWords();
  return (
    <>
      <p id="lock-row" hidden>
        <button id="lock-now" class="button small" type="button">
          {words.lockNow}
        </button>
      </p>
      <KeyChoice custody={identity.custody} />
      <RecoveryKit keptAtMs={identity.kitCheckedAtMs} displayName={displayName} />
      <KeyWays sealings={identity.sealings} />
      <KeyFromKit isKnown />
      <UnlockDialog />
    </>
  );
}
