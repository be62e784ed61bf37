import { deviceOf, type LiveSignIn } from '../../access/index.js';
import { TextWithTime } from '../parts/timestamp.js';
import { useMessages } from '../parts/viewer.js';

export interface DevicesView {
  readonly sessions: readonly LiveSignIn[];
  /** The one that the page came with. */
  readonly currentId: string;
}

/** Where the person is signed in, and how to sign out there. */
export function Devices({ sessions, currentId }: DevicesView) {
  const { account: messages } = useMessages();
  return (
    <section aria-labelledby="devices-title">
      <h2 id="devices-title">{messages.devices}</h2>
      <p>{messages.devicesText}</p>
      <ul class="devices">
        {sessions.map((session) => (
          <Device key={session.id} session={session} isCurrent={session.id === currentId} />
        ))}
      </ul>
      <form method="post" action="/account/sign-out-everywhere">
        <button class="button">{messages.signOutEverywhere}</button>
      </form>
    </section>
  );
}

function Device({ session, isCurrent }: { session: LiveSignIn; isCurrent: boolean }) {
  const { account: messages } = useMessages();
  const { program, system } = deviceOf(session.userAgent);
  const known = [program, system].filter((part) => part !== undefined).join(' · ');
  const kind = session.purpose === 'cookie' ? messages.unknownDevice : messages.unknownProgram;
  const name = known || kind;
  return (
    <li>
      <span class="device-name">
        {name}
        {isCurrent && <small class="badge">{messages.thisDevice}</small>}
      </span>
      <span class="device-facts">
        {session.address !== null && <span>{session.address}</span>}
        <TextWithTime text={messages.begun} atMs={session.createdAtMs} />
        <TextWithTime text={messages.lastUsed} atMs={session.lastUsedAtMs} />
      </span>
      {!isCurrent && (
        <form method="post" action={`/account/sessions/${session.id}/end`}>
          <button class="button small" aria-label={messages.signOutOf(name)}>
            {messages.signOutThere}
          </button>
        </form>
      )}
    </li>
  );
}
