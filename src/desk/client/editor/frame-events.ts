import * as z from 'zod/mini';
import type { EditorTask } from '../../edit/editor-task.js';
import type { EditorSession } from './editor-session.js';

// Compiled parsers need `new Function`, which the policy of our pages forbids.
z.config({ jitless: true });

/** Longer texts are cut, because they are shown to a person or sent to our server. */
const MAX_TEXT = 2000;
/** Addresses on the Document Server contain a signature; browsers and proxies take no longer ones. */
const MAX_URL = 8192;
/** People in one mention or one question about people. */
const MAX_PEOPLE = 200;
const MAX_ROLES = 100;

const text = (max = MAX_TEXT) => z.string().check(z.overwrite((value) => value.slice(0, max)));
const address = z.string().check(z.maxLength(MAX_URL));
const extension = z.string().check(z.regex(/^[a-zA-Z0-9]{1,16}$/));
const whole = z.int().check(z.nonnegative());
const nothing = z.object({});

/** A place in a document, as the editor itself describes it: bookmark, comment, range. Handed back to it unchanged. */
const actionLink = z.object({
  action: z.object({
    type: z.string().check(z.maxLength(64)),
    data: z.string().check(z.maxLength(MAX_TEXT)),
  }),
});
/** Names a document for links between documents; both members are ours. */
const referenceData = z.object({
  fileKey: z.string().check(z.maxLength(1024)),
  instanceId: z.string().check(z.maxLength(1024)),
});
const reference = z.object({
  referenceData: z.optional(referenceData),
  path: z.optional(text()),
  link: z.optional(text()),
});
/** Takes this instead of what does not fit. */
const { catch: orElse } = z;
/** `code` is null for what is no number. */
const report = z.object({ code: orElse(z.nullable(z.int()), null), text: orElse(text(), '') });
const rolesOfForm = z.object({
  roles: z
    .array(z.object({ name: text(128), color: z.optional(text(32)), user: z.optional(text(255)) }))
    .check(z.maxLength(MAX_ROLES)),
});

/** What is open for whom; decides which events are offered. */
export interface Opened {
  readonly session: EditorSession;
  readonly task: EditorTask;
}
type OfferedTo = (opened: Opened) => boolean;

const everybody: OfferedTo = () => true;
const owners: OfferedTo = ({ task }) => task.isOwner;
const permissionsOf = ({ session }: Opened) => session.config.document.permissions;
const isEditing: OfferedTo = ({ session }) => session.config.editorConfig.mode === 'edit';
const isCurrent: OfferedTo = ({ task }) => task.version === undefined;
/** This server cannot open the versions of a private document. */
const historians: OfferedTo = (opened) => isCurrent(opened) && !opened.task.isPrivate;
/** Who changes the content, as opposed to comments and form fields. */
const writers: OfferedTo = (opened) => isEditing(opened) && permissionsOf(opened).edit;
const commenters: OfferedTo = (opened) => isEditing(opened) && permissionsOf(opened).comment;
const readersOfCurrent: OfferedTo = (opened) => !isEditing(opened) && isCurrent(opened);
const downloaders: OfferedTo = (opened) => permissionsOf(opened).download;
/** A copy of a private document would be one that the server can decrypt. */
const copiers: OfferedTo = (opened) => downloaders(opened) && !opened.task.isPrivate;

interface EventRow<Members extends z.ZodMiniType = z.ZodMiniType> {
  /** What our page gets; anything else the event carries is dropped, and an event that does not fit with it. */
  readonly members: Members;
  readonly offeredTo: OfferedTo;
  /** In the frame: the members in what the Document Server's script reports. Default: as they are. */
  readonly read?: (data: unknown) => unknown;
  /** For events that our page answers with requests to our server: how many it follows in a minute. */
  readonly perMinute?: number;
}
const row = <Members extends z.ZodMiniType>(event: EventRow<Members>) => event;

const as = (name: string) => (data: unknown) => ({ [name]: data });
const reported = (data: unknown): unknown => {
  const { errorCode, warningCode, errorDescription, warningDescription } = recordOf(data);
  return { code: errorCode ?? warningCode, text: errorDescription ?? warningDescription };
};
const notice = (offeredTo: OfferedTo = everybody) => row({ members: nothing, offeredTo });

/**
 * All events of `DocsAPI.DocEditor` that a page may listen to (docs/integrating.md has the table for people). A page
 * listens to those for which a flow has a handler (flows.ts), if they are offered to the person.
 *
 * Kept out: `onSaveDocument`, because a handler for it makes the editor give each save to the page, as bytes that nobody
 * signed, instead of to its server; `onRequestEmailAddresses`, because no Document Server of today raises it;
 * `onRequestSmartPicker`, which is for Euro-Office's own plug-ins.
 */
export const EVENTS = {
  onAppReady: notice(),
  onCollaborativeChanges: notice(),
  onDocumentReady: notice(),
  onDocumentStateChange: row({
    members: z.object({ changed: z.boolean() }),
    read: as('changed'),
    offeredTo: isEditing,
  }),
  onDownloadAs: row({
    members: z.object({ fileType: extension, url: address }),
    offeredTo: downloaders,
    perMinute: 20,
  }),
  onError: row({ members: report, read: reported, offeredTo: everybody }),
  onInfo: row({ members: z.object({ mode: z.enum(['edit', 'view']) }), offeredTo: everybody }),
  onMakeActionLink: row({ members: actionLink, offeredTo: everybody }),
  onMetaChange: row({
    members: z.object({ title: z.optional(text()), favorite: z.optional(z.boolean()) }),
    offeredTo: everybody,
  }),
  onOutdatedVersion: notice(),
  onPluginsReady: notice(),
  onRequestClose: notice(),
  // Of editors before 7.5, which lack `onRequestSelectDocument`; those that have it prefer it.
  onRequestCompareFile: row({ members: nothing, offeredTo: writers, perMinute: 20 }),
  onRequestCreateNew: row({ members: nothing, offeredTo: everybody, perMinute: 20 }),
  onRequestEditRights: row({ members: nothing, offeredTo: readersOfCurrent, perMinute: 20 }),
  onRequestFillingStatus: row({
    members: z.object({ role: text(128) }),
    read: as('role'),
    offeredTo: everybody,
    perMinute: 20,
  }),
  onRequestHistory: row({ members: nothing, offeredTo: historians, perMinute: 60 }),
  onRequestHistoryClose: row({ members: nothing, offeredTo: historians, perMinute: 20 }),
  // A person may click through a long history.
  onRequestHistoryData: row({
    members: z.object({ version: whole }),
    read: as('version'),
    offeredTo: historians,
    perMinute: 120,
  }),
  onRequestInsertImage: row({
    members: z.object({ c: z.enum(['add', 'change', 'fill', 'watermark', 'slide']) }),
    offeredTo: writers,
    perMinute: 20,
  }),
  // Likewise, for `onRequestSelectSpreadsheet`.
  onRequestMailMergeRecipients: row({ members: nothing, offeredTo: writers, perMinute: 20 }),
  onRequestOpen: row({
    members: z.object({
      path: z.optional(text()),
      referenceData: z.optional(referenceData),
      windowName: z.optional(text(64)),
    }),
    offeredTo: writers,
    perMinute: 20,
  }),
  // A sheet may refresh its links to many others at once.
  onRequestReferenceData: row({ members: reference, offeredTo: writers, perMinute: 120 }),
  onRequestReferenceSource: row({ members: reference, offeredTo: writers, perMinute: 20 }),
  onRequestRefreshFile: row({ members: nothing, offeredTo: everybody, perMinute: 20 }),
  onRequestRename: row({
    members: z.object({ title: text() }),
    read: as('title'),
    offeredTo: isEditing,
    perMinute: 20,
  }),
  // `url` and `fileType`: of a step inside a version.
  onRequestRestore: row({
    members: z.object({
      version: whole,
      url: z.optional(address),
      fileType: z.optional(extension),
    }),
    offeredTo: (opened) => historians(opened) && writers(opened),
    perMinute: 20,
  }),
  onRequestSaveAs: row({
    members: z.object({ fileType: extension, title: text(), url: address }),
    offeredTo: copiers,
    perMinute: 20,
  }),
  onRequestSelectDocument: row({
    members: z.object({ c: z.enum(['compare', 'combine', 'insert-text']) }),
    offeredTo: writers,
    perMinute: 20,
  }),
  onRequestSelectSpreadsheet: row({
    members: z.object({ c: z.enum(['mailmerge']) }),
    offeredTo: writers,
    perMinute: 20,
  }),
  onRequestSendNotify: row({
    members: z.object({
      actionLink: z.optional(actionLink),
      message: text(),
      emails: z.array(z.string().check(z.maxLength(320))).check(z.maxLength(MAX_PEOPLE)),
    }),
    offeredTo: commenters,
    perMinute: 20,
  }),
  onRequestSharingSettings: row({ members: nothing, offeredTo: owners, perMinute: 20 }),
  onRequestStartFilling: row({
    members: rolesOfForm,
    read: as('roles'),
    offeredTo: writers,
    perMinute: 20,
  }),
  // `id`: whom the editor shows pictures of.
  onRequestUsers: row({
    members: z.object({
      c: z.enum(['mention', 'protect', 'info']),
      id: z.optional(z.array(z.string().check(z.maxLength(255))).check(z.maxLength(MAX_PEOPLE))),
    }),
    offeredTo: isCurrent,
    perMinute: 60,
  }),
  onStartFilling: row({
    members: rolesOfForm,
    read: as('roles'),
    offeredTo: writers,
    perMinute: 20,
  }),
  onSubmit: row({ members: nothing, offeredTo: isEditing, perMinute: 20 }),
  onUserActionRequired: notice(),
  onWarning: row({ members: report, read: reported, offeredTo: everybody }),
} as const;

export type EventName = keyof typeof EVENTS;
/** An event with the members of its row. */
export type EditorEventOf<Name extends EventName> = { readonly name: Name } & Readonly<
  z.output<(typeof EVENTS)[Name]['members']>
>;
export type EditorEvent = { [Name in EventName]: EditorEventOf<Name> }[EventName];

export const isEventName = (name: unknown): name is EventName =>
  typeof name === 'string' && Object.hasOwn(EVENTS, name);

/** In the frame: what the Document Server's script reports, under our names; undefined if it is malformed. */
export function eventReported(name: EventName, data: unknown): EditorEvent | undefined {
  const { read }: EventRow = EVENTS[name];
  return eventOf(name, read === undefined ? recordOf(data) : read(data));
}

/** An event reduced to the members of its row; undefined if it is malformed. */
export function eventOf(name: unknown, data: unknown): EditorEvent | undefined {
  if (!isEventName(name)) return undefined;
  const { members }: EventRow = EVENTS[name];
  const { data: checked, success } = z.safeParse(members, data);
  return success ? ({ ...(checked as object), name } as EditorEvent) : undefined;
}

/** How often our page follows it in a minute; undefined where it asks nothing of our server. */
export const limitOf = (name: EventName): number | undefined => {
  const { perMinute }: EventRow = EVENTS[name];
  return perMinute;
};

export const isOffered = (name: EventName, opened: Opened): boolean =>
  EVENTS[name].offeredTo(opened);

const recordOf = (data: unknown): Record<string, unknown> =>
  typeof data === 'object' && data !== null ? (data as Record<string, unknown>) : {};
