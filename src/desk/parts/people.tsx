import { listOf } from '../language/formatting.js';
import { hueOf, initialsOf } from '../language/initials.js';
import { useViewer, useMessages } from './viewer.js';

export interface PersonView {
  readonly username: string;
  readonly displayName: string;
  /** See `Person.pictureId`. */
  readonly pictureId?: string | undefined;
}

const SHOWN = 4;

/**
 * With the picture over them, at the same place and size, of whoever the directory knows. Where it has none, or does not
 * answer, the server sends an image of nothing: the initials stay to be seen, and no page needs a script for it.
 */
export const Initials = ({ person }: { person: PersonView }) => (
  <span
    class={`initials hue-${hueOf(person.username)}`}
    title={person.displayName}
    aria-hidden="true"
  >
    {initialsOf(person.displayName)}
    {person.pictureId !== undefined && (
      <img
        class="portrait"
        src={`/api/people/${person.pictureId}/picture?or=blank`}
        width="26"
        height="26"
        alt=""
        loading="lazy"
        decoding="async"
      />
    )}
  </span>
);

/** The initials of people who are editing: at most four, then "+3". Screen readers get all names. */
export function Editors({ people }: { people: readonly PersonView[] }) {
  const messages = useMessages();
  const { locale } = useViewer();
  if (people.length === 0) return null;
  const names = people.map((person) => person.displayName);
  const more = people.length - SHOWN;
  return (
    <span class="editors">
      <span class="visually-hidden">{messages.list.editing(listOf(names, locale))}</span>
      {people.slice(0, SHOWN).map((person) => (
        <Initials person={person} />
      ))}
      {more > 0 && (
        <span
          class="initials initials-more"
          title={listOf(names.slice(SHOWN), locale)}
          aria-hidden="true"
        >
          +{more}
        </span>
      )}
    </span>
  );
}
