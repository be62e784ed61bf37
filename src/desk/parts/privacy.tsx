import { fullTime } from '../language/formatting.js';
import { Icon } from './icon.js';
import { Initials, type PersonView } from './people.js';
import { useViewer, useMessages } from './viewer.js';

/** One opening in the editor, and how long its key was good for. */
export interface Reading {
  readonly sessionId: string;
  readonly person: PersonView;
  readonly version: number;
  readonly fromMs: number;
  readonly untilMs: number;
  readonly fetches: number;
}

interface PrivacyProps {
  readonly id: string;
  readonly role: 'owner' | 'editor' | 'viewer';
  readonly isPrivate: boolean;
  readonly readings: readonly Reading[];
}

/** Who can open it at rest, when it could be read, and the switch between the two kinds. */
export function Privacy({ id, role, isPrivate, readings }: PrivacyProps) {
  const { private: messages } = useMessages();
  return (
    <section id="privacy" class="privacy" aria-labelledby="privacy-title">
      <h2 id="privacy-title">{messages.privacy}</h2>
      <p>{isPrivate ? messages.isPrivate : messages.isOrdinary}</p>
      {role === 'owner' && !isPrivate && (
        <form method="post" action={`/documents/${id}/private`}>
          <button class="button">
            <Icon name="lock" />
            {messages.makePrivate}
          </button>
        </form>
      )}
      {role === 'owner' && isPrivate && (
        <form data-private="managed">
          <button class="button">{messages.makeOrdinary}</button>
        </form>
      )}
      {readings.length > 0 && <Readings readings={readings} />}
    </section>
  );
}

function Readings({ readings }: { readings: readonly Reading[] }) {
  const { private: messages } = useMessages();
  const viewer = useViewer();
  return (
    <details class="key-releases" id="key-releases">
      <summary>{messages.readings}</summary>
      <p class="hint">{messages.readingsText}</p>
      <ul>
        {readings.map((reading) => (
          <li key={reading.sessionId}>
            <Initials person={reading.person} />
            <span class="key-release-person">{reading.person.displayName}</span>
            <span class="key-release-details">
              {messages.reading(
                reading.version,
                fullTime(reading.fromMs, viewer),
                fullTime(reading.untilMs, viewer),
              )}
              {` · ${messages.fetched(reading.fetches)}`}
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}

/** A small lock beside a title. */
export function PrivateSign() {
  const { private: messages } = useMessages();
  return (
    <span class="private-sign" title={messages.signText}>
      <Icon name="lock" />
      <span class="visually-hidden">{messages.sign}</span>
    </span>
  );
}
