import type { ChainedEntry } from '../../audit/index.js';
import { AUDIT_ACTIONS, AUDIT_RESULTS } from '../../platform/audit/audit-log.js';
import { shortTime } from '../language/formatting.js';
import type { Messages } from '../language/messages.js';
import type { Page } from '../parts/layout.js';
import { useMessages, useViewer } from '../parts/viewer.js';
import { addressOf, AdminFrame, MoreLink } from '../parts/admin-frame.js';

/** As they stand in the address; empty: not filtered. */
export type AuditFilters = Readonly<
  Record<'from' | 'to' | 'actor' | 'actor_id' | 'action' | 'document' | 'result' | 'client', string>
>;

export interface AuditAdminView {
  readonly filters: AuditFilters;
  readonly entries: readonly ChainedEntry[];
  readonly moreHref: string | undefined;
}

export const auditAdminPage = (view: AuditAdminView, messages: Messages): Page => ({
  title: messages.admin.menu.audit,
  body: <AuditAdmin {...view} />,
});

function AuditAdmin({ filters, entries, moreHref }: AuditAdminView) {
  const { admin } = useMessages();
  return (
    <AdminFrame title={admin.menu.audit}>
      <Filter filters={filters} />
      {entries.length === 0 ? (
        <p class="hint">{admin.audit.none}</p>
      ) : (
        <ol class="admin-list">
          {entries.map((entry) => (
            <Entry key={entry.id} entry={entry} />
          ))}
        </ol>
      )}
      <MoreLink href={moreHref} />
    </AdminFrame>
  );
}

function Filter({ filters }: { filters: AuditFilters }) {
  const { admin } = useMessages();
  const { fields } = admin.audit;
  const exportTo = (format: string) => addressOf('/api/admin/audit/export', { ...filters, format });
  return (
    <form class="admin-filter">
      <label class="field">
        {fields.from}
        <input type="date" name="from" value={filters.from} />
      </label>
      <label class="field">
        {fields.to}
        <input type="date" name="to" value={filters.to} />
      </label>
      <label class="field">
        {fields.actor}
        <input name="actor" value={filters.actor} maxLength={256} autocomplete="off" />
      </label>
      {filters.actor_id !== '' && (
        <label class="field">
          {fields.actorId}
          <input name="actor_id" value={filters.actor_id} maxLength={256} autocomplete="off" />
        </label>
      )}
      <Choice name="action" label={fields.action} values={AUDIT_ACTIONS} chosen={filters.action} />
      <Choice
        name="result"
        label={fields.result}
        values={AUDIT_RESULTS}
        chosen={filters.result}
        texts={admin.audit.results}
      />
      <label class="field">
        {fields.document}
        <input name="document" value={filters.document} maxLength={256} autocomplete="off" />
      </label>
      <label class="field">
        {fields.client}
        <input name="client" value={filters.client} maxLength={256} autocomplete="off" />
      </label>
      <span class="admin-actions">
        <button class="button primary">{admin.show}</button>
        <a class="button" href={exportTo('jsonl')} download>
          JSON Lines
        </a>
        <a class="button" href={exportTo('cef')} download>
          CEF
        </a>
      </span>
    </form>
  );
}

interface ChoiceProps {
  readonly name: string;
  readonly label: string;
  readonly values: readonly string[];
  readonly chosen: string;
  readonly texts?: Readonly<Record<string, string>>;
}

function Choice({ name, label, values, chosen, texts = {} }: ChoiceProps) {
  const { admin } = useMessages();
  return (
    <label class="field">
      {label}
      <select name={name}>
        <option value="">{admin.audit.all}</option>
        {values.map((value) => (
          <option key={value} value={value} selected={value === chosen}>
            {texts[value] ?? value}
          </option>
        ))}
      </select>
    </label>
  );
}

/** The actions keep their names of the API and the export, in every language. */
function Entry({ entry }: { entry: ChainedEntry }) {
  const { admin } = useMessages();
  const viewer = useViewer();
  const { atMs, address, action, objectType, objectId, result, detail } = entry;
  const actor = entry.actor ?? admin.audit.nobody;
  const who = entry.onBehalfOf === null ? actor : `${entry.onBehalfOf} (${actor})`;
  const accountId = entry.onBehalfOf === null ? entry.actorId : entry.onBehalfOfId;
  return (
    <li class="admin-entry">
      <time datetime={new Date(atMs).toISOString()}>{shortTime(atMs, viewer)}</time>
      <span class="admin-who">
        {accountId === null ? (
          <strong>{who}</strong>
        ) : (
          <a href={addressOf('/admin/audit', { actor_id: accountId })}>{who}</a>
        )}
        {address !== null && <small>{address}</small>}
      </span>
      <span class="admin-what">
        <code>{action}</code>
        {objectId !== null && (
          <small>
            {objectType === 'document' ? (
              <a href={`/documents/${objectId}`}>{objectId}</a>
            ) : (
              `${objectType ?? ''} ${objectId}`
            )}
          </small>
        )}
        {detail !== null && (
          <small>
            {Object.entries(detail)
              .map(([name, value]) => `${name}: ${value}`)
              .join(' · ')}
          </small>
        )}
      </span>
      <span class={result === 'ok' ? 'badge' : 'badge badge-quarantined'}>
        {admin.audit.results[result]}
      </span>
    </li>
  );
}
