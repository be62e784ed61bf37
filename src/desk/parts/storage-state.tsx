import type { ProviderOverview, ShownStorage } from '../../storage/index.js';
import { humanSize } from '../language/moments.js';
import { Sentence } from './moment.js';
import { useReader, useWords } from './reader.js';
import { ShardGlyph } from './shard-glyph.js';

const WIDTH = 100;

/** How the storage stands: providers as they fill, what waits, what is at risk, how far verifying is. */
export function StorageState({ view }: { view: ShownStorage }) {
  const words = useWords().status.storage;
  const count = useCount();
  const most = Math.max(1, ...view.providers.map(({ shards, missing }) => shards + missing));
  const active = view.providers.filter(({ state }) => state === 'active').length;
  return (
    <section class="storage" aria-labelledby="storage-title">
      <h2 id="storage-title">{words.title}</h2>
      <p class="lead">{words.summary(count(view.objects), view.queued, view.underRepair)}</p>
      <ul class="stores" aria-label={words.providers}>
        {view.providers.map((provider) => (
          <Provider
            key={provider.provider}
            provider={provider}
            most={most}
            mayDrain={active > view.needed}
          />
        ))}
      </ul>
      {active <= view.needed && <p class="hint">{words.fewest(view.needed)}</p>}
      <Verification view={view} />
      <AtRisk view={view} />
      <Strays view={view} />
      <p class="hint">
        <Sentence text={words.counted} atMs={view.countedAtMs} />
      </p>
    </section>
  );
}

function Provider(props: {
  readonly provider: ProviderOverview;
  readonly most: number;
  readonly mayDrain: boolean;
}) {
  const words = useWords().status.storage;
  const reader = useReader();
  const count = useCount();
  const { provider: name, state, shards, missing, bytes, scrubbedSinceMs } = props.provider;
  return (
    <li class={`store store-${state}`}>
      <h3>{name}</h3>
      <Bar name={name} whole={shards} missing={missing} most={props.most} />
      <p>
        {words.kept(count(shards), humanSize(bytes, reader.locale))}
        {missing > 0 && <strong class="store-missing">{words.missing(count(missing))}</strong>}
      </p>
      <p class="hint">
        {words.state[state]}
        {scrubbedSinceMs > 0 && (
          <>
            {' · '}
            <Sentence text={words.verified} atMs={scrubbedSinceMs} />
          </>
        )}
      </p>
      {(state === 'active' ? props.mayDrain : state !== 'gone') && (
        <form method="post" action={`/status/providers/${name}`}>
          <input type="hidden" name="to" value={state === 'active' ? 'drain' : 'undrain'} />
          <button class="button" type="submit">
            {state === 'active' ? words.drain(name) : words.undrain(name)}
          </button>
        </form>
      )}
    </li>
  );
}

/** As long as the fullest provider is full; what is missing is an outline, told apart without colour. */
function Bar(props: { name: string; whole: number; missing: number; most: number }) {
  const words = useWords().status.storage;
  const count = useCount();
  const { name, whole, missing, most } = props;
  const label = words.filled(name, count(whole), count(missing));
  const filled = (whole / most) * WIDTH;
  const lost = (missing / most) * WIDTH;
  return (
    <svg
      class="store-bar"
      role="img"
      aria-label={label}
      viewBox={`0 0 ${WIDTH} 10`}
      preserveAspectRatio="none"
    >
      <title>{label}</title>
      <rect class="store-room" width={WIDTH} height="10" />
      <rect class="store-whole" width={filled} height="10" />
      <rect class="store-lost" x={filled} width={lost} height="10" />
    </svg>
  );
}

function Verification({ view }: { view: ShownStorage }) {
  const words = useWords().status.storage;
  const count = useCount();
  const { done, total } = view.scrub;
  return (
    <div class="storage-part">
      <h3 id="storage-scrub">{words.scrub}</h3>
      <progress aria-labelledby="storage-scrub" value={done} max={Math.max(1, total)} />
      <p>{words.scrubbed(count(done), count(total))}</p>
      <form method="post" action="/status/scrub">
        <button class="button" type="submit">
          {words.scrubNow}
        </button>
      </form>
    </div>
  );
}

function AtRisk({ view }: { view: ShownStorage }) {
  const words = useWords().status.storage;
  return (
    <div class="storage-part">
      <h3>{words.atRisk}</h3>
      {view.atRiskObjects.length === 0 && <p class="hint">{words.noRisk}</p>}
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
            <span>{words.shardsLeft(present, total, required)}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Strays({ view }: { view: ShownStorage }) {
  const words = useWords().status.storage;
  const count = useCount();
  const adoptable = view.strays.get('adoptable') ?? 0;
  const all = [...view.strays.values()].reduce((sum, each) => sum + each, 0);
  const collected = all - adoptable - (view.strays.get('unknown') ?? 0);
  return (
    <>
      {collected > 0 && <p class="hint">{words.strays(count(collected))}</p>}
      {adoptable > 0 && <p>{words.adoptable(count(adoptable))}</p>}
    </>
  );
}

/** In the manner of the person's country. */
function useCount(): (value: number) => string {
  const { locale } = useReader();
  const format = new Intl.NumberFormat(locale === 'en' ? 'en' : `${locale}-CH`);
  return (value) => format.format(value);
}

const marksOf = (present: number, total: number) =>
  Array.from({ length: total }, (_, i) =>
    i < present ? ('present' as const) : ('missing' as const),
  );
