import type { Messages } from '../language/messages.js';
import type { Page } from '../parts/layout.js';
import { AdminFrame } from '../parts/admin-frame.js';
import { StatusLight, type Light } from '../parts/status-light.js';
import { TextWithTime } from '../parts/timestamp.js';
import { useMessages } from '../parts/viewer.js';
import { StorageState } from './storage-state.js';
import type { ShownStorage } from '../../storage/index.js';

/** One row, one light, one sentence, one fix. */
export interface StatusRow {
  readonly name: string;
  readonly light: Light;
  readonly sentence: string;
  readonly fix: string | undefined;
  /** When something happened last; a plain text if it never did. */
  readonly times?: readonly RowTime[];
}

type RowTime =
  | { readonly text: (when: string) => string; readonly atMs: number }
  | { readonly text: string; readonly atMs?: undefined };

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
    <AdminFrame title={messages.status.title}>
      <div id="status">
        <p class="lead">{rows.length === 0 ? messages.status.empty : summary}</p>
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
    </AdminFrame>
  );
}

function Check({ row }: { row: StatusRow }) {
  const messages = useMessages();
  return (
    <li class={`check check-${row.light}`}>
      <StatusLight light={row.light} />
      <h2>{row.name}</h2>
      <p>{row.sentence}</p>
      {row.times && (
        <p class="check-times">
          {row.times.map((time, index) => (
            <>
              {index > 0 && ' · '}
              <Time {...time} />
            </>
          ))}
        </p>
      )}
      {row.fix && (
        <p class="check-hint">
          <strong>{messages.status.fix}</strong>
          {row.fix}
        </p>
      )}
    </li>
  );
}

const Time = (time: RowTime) =>
  time.atMs === undefined ? <span>{time.text}</span> : <TextWithTime {...time} />;
