import type { PrivacyPreview, Right, ShareSwitches } from '../../documents/index.js';
import { fullTime } from '../language/formatting.js';
import { Icon } from '../parts/icon.js';
import { Initials, type PersonView } from '../parts/people.js';
import { useViewer, useMessages } from '../parts/viewer.js';

/** One opening in the editor: from when to when the server held the key. */
export interface KeyRelease {
  readonly sessionId: string;
  readonly person: PersonView;
  readonly version: number;
  readonly fromMs: number;
  readonly untilMs: number;
  readonly fetches: number;
}

interface WaitingShare {
  readonly id: string;
  readonly rights: { readonly role: string } & ShareSwitches;
}

/** Who has a key of their own, and not the document's yet. */
export interface WaitingForKey {
  /** How many people. */
  readonly count: number;
  /** Shares with groups with somebody who waits. */
  readonly groups: readonly WaitingShare[];
  /** Shares with people who wait, and whom no group gives the key. */
  readonly people: readonly (WaitingShare & { readonly username: string })[];
}

export const NOBODY_WAITS: WaitingForKey = { count: 0, groups: [], people: [] };

/** Only the owner's browser can give them the key; it does so by itself where the owner's key is unlocked. */
export function WaitingForKeys({ waiting }: { waiting: WaitingForKey }) {
  const { private: messages } = useMessages();
  const { count, groups, people } = waiting;
  if (count === 0) return null;
  return (
    <section class="notice waiting-keys" aria-labelledby="waiting-keys-title">
      <h2 id="waiting-keys-title">{messages.waiting(count)}</h2>
      <p>{messages.waitingText(count)}</p>
      <form
        data-private="give-keys"
        data-groups={JSON.stringify(groups)}
        data-people={JSON.stringify(people)}
      >
        <button class="button">
          <Icon name="lock" />
          {messages.giveKey}
        </button>
      </form>
    </section>
  );
}

/** As many are named; the others are counted. */
const NAMED = 12;

/** Making it private would close it for some people: who they are, what they can do, and whether to go on. */
export function PrivacyQuestion({
  id,
  before,
}: {
  readonly id: string;
  readonly before: PrivacyPreview | undefined;
}) {
  const { private: messages } = useMessages();
  if (before === undefined || before.people.length === 0) return null;
  const { people, inGroups } = before;
  return (
    <section class="notice waiting-keys" aria-labelledby="privacy-question-title">
      <h2 id="privacy-question-title">{messages.couldNotOpen(people.length)}</h2>
      <ul class="without-key">
        {people.slice(0, NAMED).map((person) => (
          <li key={person.id}>
            <Initials person={person} />
            <span>
              {person.displayName} <small class="hint">{person.username}</small>
            </span>
          </li>
        ))}
        {people.length > NAMED && <li>{messages.andMore(people.length - NAMED)}</li>}
      </ul>
      <p>{messages.couldNotOpenText(people.length)}</p>
      {inGroups > 0 && <p>{messages.norInGroups(inGroups)}</p>}
      <form class="privacy-answers" method="post" action={`/documents/${id}/private`}>
        <input type="hidden" name="accept" value="yes" />
        <button class="button">
          <Icon name="lock" />
          {messages.makePrivateAnyway}
        </button>
        <a class="button" href={`/documents/${id}`}>
          {messages.stayOrdinary}
        </a>
      </form>
    </section>
  );
}

interface PrivacyProps {
  readonly id: string;
  readonly may: readonly Right[];
  readonly isPrivate: boolean;
  readonly keyReleases: readonly KeyRelease[];
}

/** Who can open what is stored, when the server could read it, and the switch between private and ordinary. */
export function Privacy({ id, may, isPrivate, keyReleases }: PrivacyProps) {
  const { private: messages } = useMessages();
  return (
    <section id="privacy" class="privacy" aria-labelledby="privacy-title">
      <h2 id="privacy-title">{messages.privacy}</h2>
      <p>{isPrivate ? messages.isPrivate : messages.isOrdinary}</p>
      {may.includes('own') && !isPrivate && (
        <form method="post" action={`/documents/${id}/private`}>
          <button class="button">
            <Icon name="lock" />
            {messages.makePrivate}
          </button>
        </form>
      )}
      {may.includes('own') && isPrivate && (
        <form data-private="managed">
          <button class="button">{messages.makeOrdinary}</button>
        </form>
      )}
      {keyReleases.length > 0 && <KeyReleases releases={keyReleases} />}
    </section>
  );
}

function KeyReleases({ releases }: { releases: readonly KeyRelease[] }) {
  const { private: messages } = useMessages();
  const viewer = useViewer();
  return (
    <details class="key-releases" id="key-releases">
      <summary>{messages.keyReleases}</summary>
      <p class="hint">{messages.keyReleasesText}</p>
      <ul>
        {releases.map((release) => (
          <li key={release.sessionId}>
            <Initials person={release.person} />
            <span class="key-release-person">{release.person.displayName}</span>
            <span class="key-release-details">
              {messages.keyRelease(
                release.version,
                fullTime(release.fromMs, viewer),
                fullTime(release.untilMs, viewer),
              )}
              {` · ${messages.fetched(release.fetches)}`}
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}
