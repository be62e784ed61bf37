import type { ComponentChildren } from 'preact';
import type { FoundGroup } from '../../platform/identity/groups.js';
import { SCOPES } from '../../platform/http/client-scopes.js';
import { useMessages } from '../parts/viewer.js';
import { sourceOf } from './groups-admin-page.js';
import { MOST, type Faults, type TypedApplication } from './typed-application.js';

/** Groups that can be ticked: those that are, and some of the others. */
export interface GroupChoice {
  readonly groups: readonly FoundGroup[];
  /** Ids of ticked ones that were removed since. */
  readonly removed: readonly string[];
  /** There are more than are shown: they are found by name. */
  readonly hasMore: boolean;
}

export interface ApplicationFields {
  readonly typed: TypedApplication;
  readonly faults: Faults;
  readonly choice: GroupChoice;
}

/** What an application may do, for whom, from which pages, and how it and its people prove who they are. */
export function GrantFields({ typed, faults, choice }: ApplicationFields) {
  const messages = useMessages().admin.applications;
  return (
    <>
      <fieldset class="admin-choices">
        <legend>{messages.scopes}</legend>
        {SCOPES.map((scope) => (
          <label key={scope}>
            <input
              type="checkbox"
              name="scopes"
              value={scope}
              checked={typed.scopes.includes(scope)}
            />
            <span>
              {messages.scopeTexts[scope]} <code>{scope}</code>
            </span>
          </label>
        ))}
      </fieldset>
      <Area
        {...{ name: 'allowed_origins', label: messages.origins, hint: messages.originsHint }}
        {...{ rows: 3, max: MOST.origins, value: typed.origins, fault: faults.origins }}
      />
      <Groups {...{ typed, faults, choice }} />
      <OwnKeys typed={typed} faults={faults} />
      <Issuer typed={typed} faults={faults} />
    </>
  );
}

function Groups({ typed, faults, choice }: ApplicationFields) {
  const { applications: messages, groups: groupMessages } = useMessages().admin;
  const { groups, removed, hasMore } = choice;
  return (
    <fieldset class="admin-choices" aria-describedby={describedBy('groups', true, faults.groups)}>
      <legend>{messages.groups}</legend>
      <p class="hint" id="groups-hint">
        {groups.length === 0 ? messages.noGroups : messages.groupsHint}
      </p>
      <input type="hidden" name="groups" value="" />
      {groups.map((group) => (
        <Ticked key={group.id} id={group.id} typed={typed}>
          {group.name} <small>{sourceOf(group, groupMessages)}</small>
        </Ticked>
      ))}
      {removed.map((id) => (
        <Ticked key={id} id={id} typed={typed}>
          {messages.removedGroup} <code>{id}</code>
        </Ticked>
      ))}
      {(hasMore || typed.groupSearch !== '') && (
        <span class="admin-find">
          <label class="field">
            {messages.otherGroups}
            <input
              name="group_search"
              type="search"
              value={typed.groupSearch}
              maxLength={MOST.claim}
              autocomplete="off"
            />
          </label>
          <button class="button" name="act" value="find-groups" formnovalidate>
            {messages.findGroups}
          </button>
        </span>
      )}
      <Fault name="groups" fault={faults.groups} />
    </fieldset>
  );
}

const Ticked = (props: { id: string; typed: TypedApplication; children: ComponentChildren }) => (
  <label>
    <input
      type="checkbox"
      name="groups"
      value={props.id}
      checked={props.typed.groups.includes(props.id)}
    />
    <span>{props.children}</span>
  </label>
);

function OwnKeys({ typed, faults }: Omit<ApplicationFields, 'choice'>) {
  const messages = useMessages().admin.applications;
  const isUsed = typed.jwksUri !== '' || typed.jwks !== '';
  return (
    <details class="admin-more-fields" open={isUsed}>
      <summary>{messages.keysTitle}</summary>
      <p class="hint">{messages.keysText}</p>
      <Line
        {...{ name: 'jwks_uri', label: messages.keysAddress, hint: messages.addressHint }}
        {...{ max: MOST.address, value: typed.jwksUri, fault: faults.jwksUri }}
      />
      <Area
        {...{ name: 'jwks', label: messages.keySet, hint: messages.keySetHint }}
        {...{ rows: 6, max: MOST.jwks, value: typed.jwks, fault: faults.jwks }}
      />
    </details>
  );
}

function Issuer({ typed, faults }: Omit<ApplicationFields, 'choice'>) {
  const messages = useMessages().admin.applications;
  const isUsed = [typed.issuer, typed.issuerKeys, typed.audience].some((each) => each !== '');
  const { address, claim } = MOST;
  return (
    <details class="admin-more-fields" open={isUsed}>
      <summary>{messages.issuerTitle}</summary>
      <p class="hint">{messages.issuerText}</p>
      <Line
        {...{ name: 'issuer', label: messages.issuer, max: address }}
        {...{ value: typed.issuer, fault: faults.issuer }}
      />
      <Line
        {...{ name: 'issuer_keys', label: messages.issuerKeys, hint: messages.addressHint }}
        {...{ max: address, value: typed.issuerKeys, fault: faults.issuerKeys }}
      />
      <Line
        {...{ name: 'audience', label: messages.audience, max: address }}
        {...{ value: typed.audience, fault: faults.audience }}
      />
      <Line
        {...{ name: 'username_claim', label: messages.usernameClaim, max: claim }}
        {...{ value: typed.usernameClaim, fault: undefined }}
      />
      <Line
        {...{ name: 'display_name_claim', label: messages.displayNameClaim, max: claim }}
        {...{ value: typed.displayNameClaim, fault: undefined }}
      />
      <Line
        {...{ name: 'mail_claim', label: messages.mailClaim, max: claim }}
        {...{ value: typed.mailClaim, fault: undefined }}
      />
    </details>
  );
}

interface FieldProps {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly max: number;
  readonly value: string;
  readonly fault: Faults[keyof Faults];
}

/** A field of one line, its hint, and what is wrong with it. */
export function Line({ required, ...field }: FieldProps & { readonly required?: boolean }) {
  return (
    <Described {...field}>
      <input {...inputOf(field)} value={field.value} autocomplete="off" required={required} />
    </Described>
  );
}

const Area = ({ rows, ...field }: FieldProps & { readonly rows: number }) => (
  <Described {...field}>
    <textarea {...inputOf(field)} rows={rows}>
      {field.value}
    </textarea>
  </Described>
);

const inputOf = ({ name, max, hint, fault }: FieldProps) => ({
  ...{ name, maxLength: max, spellcheck: false, autocapitalize: 'none' as const },
  'aria-invalid': fault === undefined ? undefined : ('true' as const),
  'aria-describedby': describedBy(name, hint, fault),
  autofocus: fault !== undefined,
});

const describedBy = (name: string, hint: unknown, fault: unknown): string | undefined =>
  [hint && `${name}-hint`, fault && `${name}-fault`].filter(Boolean).join(' ') || undefined;

const Described = (props: FieldProps & { readonly children: ComponentChildren }) => (
  <div class="admin-field">
    <label class="field">
      {props.label}
      {props.children}
    </label>
    {props.hint && (
      <p class="hint" id={`${props.name}-hint`}>
        {props.hint}
      </p>
    )}
    <Fault name={props.name} fault={props.fault} />
  </div>
);

function Fault({ name, fault }: Pick<FieldProps, 'name' | 'fault'>) {
  const { faults } = useMessages().admin.applications;
  return fault === undefined ? null : (
    <p class="error-message" id={`${name}-fault`}>
      {faults[fault]}
    </p>
  );
}
