import type { ProviderOverview, ShownStorage } from '../../storage/index.js';
import { humanSize } from '../language/formatting.js';
import { TextWithTime } from '../parts/timestamp.js';
import { useViewer, useMessages } from '../parts/viewer.js';
import { ShardGlyph } from '../parts/shard-glyph.js';

const WIDTH = 100;

/** The state of the storage: providers, versions to repair, verification, versions at risk, orphans. */
export function StorageState({ view }: { view: ShownStorage }) {
  const messages = useMessages().status.storage;
  const count = useCount();
  const most = Math.max(1, ...view.providers.map(({ shards, missing }) => shards + missing));
  const active = view.providers.filter(({ state }) => state === 'active').length;
  return (
    <section class="storage" aria-labelledby="storage-title">
      <h2 id="storage-title">{messages.title}</h2>
      <p class="lead">{messages.summary(count(view.objects), view.queued, view.underRepair)}</p>
      <ul class="providers" aria-label={messages.providers}>
        {view.providers.map((provider) => (
          <Provider
            key={provider.provider}
            provider={provider}
            most={most}
            mayDrain={active > view.needed}
          />
        ))}
      </ul>
      {active <= view.needed && <p class="hint">{messages.fewest(view.needed)}</p>}
      <Verification view={view} />
      <AtRisk view={view} />
      <Thinning view={view} />
      <Orphans view={view} />
      <p class="hint">
        <TextWithTime text={messages.counted} atMs={view.countedAtMs} />
      </p>
    </section>
  );
}

function Provider(props: {
  readonly provider: ProviderOverview;
  readonly most: number;
  readonly mayDrain: boolean;
}) {
  const messages = useMessages().status.storage;
  const viewer = useViewer();
  const count = useCount();
  const { provider: name, state, shards, missing, bytes, scrubbedSinceMs } = props.provider;
  return (
    <li class={`provider provider-${state}`}>
      <h3>{name}</h3>
      <Bar name={name} whole={shards} missing={missing} most={props.most} />
      <p>
        {messages.kept(count(shards), humanSize(bytes, viewer.locale))}
        {missing > 0 && (
          <strong class="provider-missing">{messages.missing(count(missing))}</strong>
        )}
      </p>
      <p class="hint">
        {messages.state[state]}
        {scrubbedSinceMs > 0 && (
          <>
            {' · '}
            <TextWithTime text={messages.verified} atMs={scrubbedSinceMs} />
          </>
        )}
      </p>
      {(state === 'active' ? props.mayDrain : state !== 'gone') && (
        <form method="post" action={`/status/providers/${name}`}>
          <input type="hidden" name="to" value={state === 'active' ? 'drain' : 'undrain'} />
          <button class="button" type="submit">
            {state === 'active' ? messages.drain(name) : messages.undrain(name)}
          </button>
        </form>
      )}
    </li>
  );
}

/** Relative to the fullest provider. Missing shards are an outline, so that colour is not needed to see them. */
function Bar(props: { name: string; whole: number; missing: number; most: number }) {
  const messages = useMessages().status.storage;
  const count = useCount();
  const { name, whole, missing, most } = props;
  const label = messages.filled(name, count(whole), count(missing));
  const filled = (whole / most) * WIDTH;
  const lost = (missing / most) * WIDTH;
  return (
    <svg
      class="provider-bar"
      role="img"
      aria-label={label}
      viewBox={`0 0 ${WIDTH} 10`}
      preserveAspectRatio="none"
    >
      <title>{label}</title>
      <rect class="provider-bar-track" width={WIDTH} height="10" />
      <rect class="provider-bar-present" width={filled} height="10" />
      <rect class="provider-bar-missing" x={filled} width={lost} height="10" />
    </svg>
  );
}

function Verification({ view }: { view: ShownStorage }) {
  const messages = useMessages().status.storage;
  const count = useCount();
  const { done, total } = view.scrub;
  return (
    <div class="storage-part">
      <h3 id="storage-scrub">{messages.scrub}</h3>
      <progress aria-labelledby="storage-scrub" value={done} max={Math.max(1, total)} />
      <p>{messages.scrubbed(count(done), count(total))}</p>
      <form method="post" action="/status/scrub">
        <button class="button" type="submit">
          {messages.scrubNow}
        </button>
      </form>
    </div>
  );
}

function AtRisk({ view }: { view: ShownStorage }) {
  const messages = useMessages().status.storage;
  return (
    <div class="storage-part">
      <h3>{messages.atRisk}</h3>
      {view.atRiskObjects.length === 0 && <p class="hint">{messages.noRisk}</p>}
      <ul class="at-risk">
        {view.atRiskObjects.map(({ documentId, versionId, title, present, required, total }) => (
          <li key={versionId}>
            <ShardGlyph marks={marksOf(present, total)} required={required} />
            {title === undefined ? (
              <code>{documentId}</code>
            ) : (
              <span>
                <a href={`/documents/${documentId}`}>{title}</a> <code>{documentId}</code>
              </span>
            )}
            <span>{messages.shardsLeft(present, total, required)}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Thinning({ view: { thinning } }: { view: ShownStorage }) {
  const messages = useMessages().status.storage;
  const { locale } = useViewer();
  const count = useCount();
  if (thinning === undefined) return null;
  const { isOn, removed, freedBytes, passedAtMs } = thinning;
  const size = humanSize(freedBytes, locale);
  return (
    <div class="storage-part">
      <h3>{messages.thinning}</h3>
      <p>{isOn ? messages.thinned(count(removed), size) : messages.notThinned}</p>
      {isOn && passedAtMs > 0 && (
        <p class="hint">
          <TextWithTime text={messages.lastThinned} atMs={passedAtMs} />
        </p>
      )}
    </div>
  );
}

function Orphans({ view }: { view: ShownStorage }) {
  const messages = useMessages().status.storage;
  const count = useCount();
  const adoptable = view.orphans.get('adoptable') ?? 0;
  const all = [...view.orphans.values()].reduce((sum, each) => sum + each, 0);
  const collected = all - adoptable - (view.orphans.get('unknown') ?? 0);
  return (
    <>
      {collected > 0 && <p class="hint">{messages.orphans(count(collected))}</p>}
      {adoptable > 0 && <p>{messages.unknownOrphans(count(adoptable))}</p>}
    </>
  );
}

/** Formats numbers as in the person's country. */
function useCount(): (value: number) => string {
  const { locale } = useViewer();
  const format = new Intl.NumberFormat(locale === 'en' ? 'en' : `${locale}-CH`);
  return (value) => format.format(value);
}

const marksOf = (present: number, total: number) =>
  Array.from({ length: total }, (_, i) =>
    i < present ? ('present' as const) : ('missing' as const),
  );
