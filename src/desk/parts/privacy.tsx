import { fullTime } from '../language/moments.js';
import { Icon } from './icon.js';
import { Initials, type PersonView } from './people.js';
import { useReader, useWords } from './reader.js';

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
  const { private: words } = useWords();
  return (
    <section id="privacy" class="privacy" aria-labelledby="privacy-title">
      <h2 id="privacy-title">{words.privacy}</h2>
      <p>{isPrivate ? words.isPrivate : words.isOrdinary}</p>
      {role === 'owner' && !isPrivate && (
        <form method="post" action={`/documents/${id}/private`}>
          <button class="button">
            <Icon name="lock" />
            {words.makePrivate}
          </button>
        </form>
      )}
      {role === 'owner' && isPrivate && (
        <form data-private="managed">
          <button class="button">{words.makeOrdinary}</button>
        </form>
      )}
      {readings.length > 0 && <Readings readings={readings} />}
    </section>
  );
}

function Readings({ readings }: { readings: readonly Reading[] }) {
  const { private: words } = useWords();
  const reader = useReader();
  return (
    <details class="readings" id="readings">
      <summary>{words.readings}</summary>
      <p class="hint">{words.readingsText}</p>
      <ul>
        {readings.map((reading) => (
          <li key={reading.sessionId}>
            <Initials person={reading.person} />
            <span class="reading-who">{reading.person.displayName}</span>
            <span class="reading-what">
              {words.reading(
                reading.version,
                fullTime(reading.fromMs, reader),
                fullTime(reading.untilMs, reader),
              )}
              {` · ${words.fetched(reading.fetches)}`}
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}

/** A small lock beside a title. */
export function PrivateSign() {
  const { private: words } = useWords();
  return (
    <span class="private-sign" title={words.signText}>
      <Icon name="lock" />
      <span class="unseen">{words.sign}</span>
    </span>
  );
}
