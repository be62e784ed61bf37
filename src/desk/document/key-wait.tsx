import type { KeyWait } from '../../documents/index.js';
import { TextWithTime } from '../parts/timestamp.js';
import { useMessages } from '../parts/viewer.js';
import type { PersonView } from '../parts/people.js';

interface KeyWaitProps {
  readonly wait: KeyWait | undefined;
  readonly owner: PersonView;
  readonly role: string;
}

/** For somebody who has access to a private document and cannot open it yet: why, and what happens next. */
export function KeyWaitNote({ wait, owner, role }: KeyWaitProps) {
  const { private: messages } = useMessages();
  if (wait === undefined) return null;
  return (
    <section class="notice key-wait" aria-labelledby="key-wait-title">
      <h2 id="key-wait-title">{messages.cannotOpen}</h2>
      {wait.why === 'no-key' && (
        <>
          <p>{messages.makeKeyFirst(owner.displayName)}</p>
          <p>
            <a class="button primary" href="/keys">
              {messages.make}
            </a>
          </p>
        </>
      )}
      {wait.why === 'asked' && (
        <p>
          <TextWithTime
            text={(when) => messages.wasAsked(wait.asked.displayName, when)}
            atMs={wait.askedAtMs}
          />
        </p>
      )}
      {wait.why === 'nobody' && (
        <p>
          {role === 'owner' ? messages.ownerCannotOpen : messages.nobodyLetsIn(owner.displayName)}
        </p>
      )}
    </section>
  );
}
