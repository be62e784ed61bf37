import { Icon } from './icon.js';
import { useMessages } from './viewer.js';

interface PersonFieldProps {
  /** Unique on the page. */
  readonly id: string;
  readonly label: string;
  /** Of what is typed; what is chosen from the list goes beside it. */
  readonly name: string;
  /** Groups are offered as well. */
  readonly withGroups?: boolean;
  /** Account ids of those who are not offered. */
  readonly without?: readonly string[];
  readonly value?: string;
  readonly focused?: boolean;
}

/**
 * A field to look for a person in: name, mail address or department. Whoever is chosen from the list goes along by the id
 * of their account, and by the username if they have none yet. Without script a username can be typed
 * (`client/parts/person-field.ts` has the list).
 */
export function PersonField(props: PersonFieldProps) {
  const { personField } = useMessages();
  const { id, label, name, withGroups = false, without = [] } = props;
  const list = `${id}-list`;
  return (
    <div
      class="person-field"
      data-person-field
      data-groups={withGroups || undefined}
      data-without={without.join(' ')}
    >
      <label class="field" for={id}>
        {label}
        <input
          id={id}
          name={name}
          value={props.value}
          role="combobox"
          aria-autocomplete="list"
          aria-expanded="false"
          aria-controls={list}
          aria-describedby={`${id}-status`}
          placeholder={personField.placeholder}
          autocomplete="off"
          autocapitalize="none"
          spellcheck={false}
          maxLength={200}
          required
          autofocus={props.focused}
        />
      </label>
      <input type="hidden" name="person" />
      <input type="hidden" name="known_as" />
      {withGroups && (
        <>
          <input type="hidden" name="group" />
          <template>
            <Icon name="people" />
          </template>
        </>
      )}
      <ul id={list} class="person-list" role="listbox" aria-label={label} hidden />
      <p id={`${id}-status`} class="person-status hint" role="status" />
    </div>
  );
}
