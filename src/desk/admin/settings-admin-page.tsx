import type { SettingNow } from '../../administration/index.js';
import type { Messages } from '../language/messages.js';
import type { Page } from '../parts/layout.js';
import { Notice } from '../parts/notices.js';
import { TextWithTime } from '../parts/timestamp.js';
import { useMessages } from '../parts/viewer.js';
import { AdminFrame } from '../parts/admin-frame.js';

export interface SettingsAdminView {
  readonly settings: readonly SettingNow[];
  /** The name of the setting whose new value did not fit. */
  readonly refused: string;
}

export const settingsAdminPage = (view: SettingsAdminView, messages: Messages): Page => ({
  title: messages.admin.menu.settings,
  body: <SettingsAdmin {...view} />,
});

function SettingsAdmin({ settings, refused }: SettingsAdminView) {
  const { admin } = useMessages();
  return (
    <AdminFrame title={admin.menu.settings}>
      <p class="lead">{admin.settings.lead}</p>
      {refused !== '' && (
        <Notice isError>{admin.settings.refused(labelOf(refused, admin.settings.names))}</Notice>
      )}
      <ul class="admin-settings">
        {settings.map((setting) => (
          <SettingRow key={setting.name} setting={setting} />
        ))}
      </ul>
    </AdminFrame>
  );
}

function SettingRow({ setting }: { setting: SettingNow }) {
  const { admin } = useMessages();
  const { name, value, initial, isGiven, changedBy, changedAtMs } = setting;
  const label = labelOf(name, admin.settings.names);
  const shown = String(initial) === '' ? admin.settings.empty : String(initial);
  return (
    <li>
      <form method="post" action="/admin/settings">
        <input type="hidden" name="name" value={name} />
        <label class="field">
          {label}
          <input
            name="value"
            value={String(value)}
            inputMode={typeof initial === 'number' ? 'numeric' : 'text'}
            autocomplete="off"
            maxLength={200}
          />
        </label>
        <span class="admin-actions">
          <button class="button" aria-label={`${admin.settings.save}: ${label}`}>
            {admin.settings.save}
          </button>
          {isGiven && (
            <button
              class="button quiet"
              name="reset"
              value="yes"
              aria-label={`${admin.settings.reset}: ${label}`}
            >
              {admin.settings.reset}
            </button>
          )}
        </span>
      </form>
      <p class="hint">
        {admin.settings.initial(shown)}{' '}
        {changedAtMs !== null && (
          <TextWithTime
            text={(when) => admin.settings.changed(changedBy ?? admin.settings.commandLine, when)}
            atMs={changedAtMs}
          />
        )}
      </p>
    </li>
  );
}

/** One that a later version adds is shown by its name. */
const labelOf = (name: string, names: Readonly<Record<string, string>>): string =>
  names[name] ?? name;
