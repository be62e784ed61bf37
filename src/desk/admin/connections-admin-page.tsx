import { toConnection, type Connection } from '../../connections/index.js';
import type { Messages } from '../language/messages.js';
import { AdminFrame } from '../parts/admin-frame.js';
import { connectionTexts } from '../parts/connection-texts.js';
import type { Page } from '../parts/layout.js';
import { Notice } from '../parts/notices.js';
import { StatusLight } from '../parts/status-light.js';
import { TextWithTime } from '../parts/timestamp.js';
import { useMessages } from '../parts/viewer.js';

export interface ConnectionsAdminView {
  readonly connections: readonly Connection[];
  /** The one that was tested just now. */
  readonly tested: Connection | undefined;
}

export const connectionsAdminPage = (view: ConnectionsAdminView, messages: Messages): Page => ({
  title: messages.admin.menu.connections,
  script: 'administration',
  basis: view.connections.map(toConnection),
  body: <ConnectionsAdmin {...view} />,
});

function ConnectionsAdmin({ connections, tested }: ConnectionsAdminView) {
  const messages = useMessages();
  const { admin } = messages;
  return (
    <AdminFrame title={admin.menu.connections}>
      <p class="lead">{admin.connections.lead}</p>
      {tested && (
        <Notice isError={tested.state === 'failing'}>
          {admin.connections.result(
            connectionTexts(tested, messages).name,
            admin.connections.states[stateOf(tested)],
          )}
        </Notice>
      )}
      <ul class="connections" id="connections">
        {connections.map((connection) => (
          <ConnectionRow key={connection.name} connection={connection} />
        ))}
      </ul>
    </AdminFrame>
  );
}

function ConnectionRow({ connection }: { connection: Connection }) {
  const messages = useMessages();
  const { connections } = messages.admin;
  const { name, light, sentence, note, fix } = connectionTexts(connection, messages);
  const { found, checkedAtMs } = connection;
  const state = stateOf(connection);
  // The state says already that it works, or is not set up.
  const saysMore = found !== undefined || (state === 'ok' && sentence !== messages.status.works);
  const text = [...(saysMore ? [sentence] : []), note].filter(Boolean).join(' ');
  const place = `connection-${connection.name}`;
  return (
    <li class={`connection check-${light}`} id={place} data-state={connection.state}>
      <StatusLight light={light} isNamed={false} />
      <h2 id={`${place}-name`}>{name}</h2>
      <p class="connection-state">{connections.states[state]}</p>
      <div class="connection-text">
        {text !== '' && <p>{text}</p>}
        {fix !== undefined && (
          <p class="check-hint">
            <strong>{connections.fix}</strong>
            {fix}
          </p>
        )}
        <p class="hint" hidden={state === 'off'}>
          {found !== undefined && (
            <>
              {connections.code} <code>{found.code}</code>
              {' · '}
            </>
          )}
          {checkedAtMs === undefined ? (
            messages.status.notTried
          ) : (
            <TextWithTime text={connections.checked} atMs={checkedAtMs} />
          )}
        </p>
      </div>
      {state !== 'off' && (
        <form
          method="post"
          action={`/admin/connections/${encodeURIComponent(connection.name)}/test`}
          data-test
        >
          <button class="button small" aria-describedby={`${place}-name`}>
            {connections.test}
          </button>
        </form>
      )}
    </li>
  );
}

const stateOf = ({ state, found }: Connection) =>
  state === 'ok' && found !== undefined ? 'warned' : state;
