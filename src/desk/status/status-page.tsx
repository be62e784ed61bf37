import type { Messages } from '../language/messages.js';
import type { Page } from '../parts/layout.js';
import { TextWithTime } from '../parts/timestamp.js';
import { useMessages } from '../parts/viewer.js';
import { StorageState } from './storage-state.js';
import type { ShownStorage } from '../../storage/index.js';

export type Light = 'ok' | 'attention' | 'down' | 'unknown';

/** One row, one light, one sentence, one fix. */
export interface StatusRow {
  readonly name: string;
  readonly light: Light;
  readonly sentence: string;
  readonly fix: string | undefined;
}

export interface StatusView {
  readonly rows: readonly StatusRow[];
  readonly storage: ShownStorage;
  readonly checkedAtMs: number;
}

export const statusPage = (view: StatusView, messages: Messages): Page => ({
  title: messages.status.title,
  script: 'status',
  basis: [view.rows, shownOf(view.storage)],
  body: <Status {...view} />,
});

/** Without the times, which change with every request and are not shown as such. */
const shownOf = (storage: ShownStorage) => ({
  ...storage,
  atMs: 0,
  countedAtMs: 0,
  scrub: [storage.scrub.done, storage.scrub.total],
  orphans: [...storage.orphans],
  thinning: storage.thinning && { ...storage.thinning, passedAtMs: 0 },
});

function Status({ rows, storage, checkedAtMs }: StatusView) {
  const messages = useMessages();
  const problems = rows.filter(({ light }) => light === 'attention' || light === 'down').length;
  const summary = problems === 0 ? messages.status.allWell : messages.status.problems(problems);
  return (
    <div id="status">
      <header class="page-head">
        <h1>{messages.status.title}</h1>
        <p class="lead">{rows.length === 0 ? messages.status.empty : summary}</p>
      </header>
      <ul class="checks">
        {rows.map((row) => (
          <Check key={row.name} row={row} />
        ))}
      </ul>
      <StorageState view={storage} />
      <p class="hint">
        <TextWithTime text={messages.status.checked} atMs={checkedAtMs} />
      </p>
    </div>
  );
}

function Check({ row }: { row: StatusRow }) {
  const messages = useMessages();
  return (
    <li class={`check check-${row.light}`}>
      <svg
        class="status-light"
        viewBox="0 0 16 16"
        width="16"
        height="16"
        role="img"
        aria-label={messages.status.light[row.light]}
      >
        <title>{messages.status.light[row.light]}</title>
        {LIGHTS[row.light]}
      </svg>
      <h2>{row.name}</h2>
      <p>{row.sentence}</p>
      {row.fix && (
        <p class="check-hint">
          <strong>{messages.status.fix}</strong>
          {row.fix}
        </p>
      )}
    </li>
  );
}

/** They differ in shape as well as in colour. */
const LIGHTS = {
  ok: <circle cx="8" cy="8" r="5" />,
  attention: <path d="M8 2.2 14.4 13.5H1.6Z" />,
  down: <path d="M3 3h10v10H3z" />,
  unknown: <circle cx="8" cy="8" r="4.5" fill="none" />,
};
