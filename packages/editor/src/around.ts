import type {
  FrameEventName,
  LendingWish,
  MentionEvent,
  ReferenceEvent,
  SaveAsEvent,
  UsersEvent,
} from './frame-events.js';
import type { Kontor, Offer, Source } from './kontor.js';
import type { Dialog } from './parts.js';
import { mention, usersFor } from './people.js';
import { confirm, pick } from './picker.js';
import { webAddress, type KontorSession } from './session.js';
import { share } from './sharing.js';
import { Sources } from './sources.js';
import type { PickKind, Texts } from './texts.js';

/** The document that a spreadsheet has data from. */
export interface SourceToOpen {
  readonly id: string;
  readonly title: string;
  /** Of its page in Kontor; undefined if the application left it out. */
  readonly url: string | undefined;
}

export interface AroundParts {
  readonly kontor: Kontor;
  readonly texts: Texts;
  /** A method of the open editor. */
  readonly call: (method: string, argument: unknown) => void;
  readonly dialog: (title: string) => Dialog;
  readonly titled: (title: string) => void;
  readonly copied: (copy: { readonly id: string; readonly title: string }) => void;
  readonly opens: (source: SourceToOpen) => void;
  readonly notice: (sentence: string) => void;
  /** Says what Kontor says of a failure, or else the sentence. */
  readonly explain: (error: unknown, sentence: string) => void;
}

/** What the editor takes from other documents of the person. */
const TAKING: readonly (readonly [Offer, readonly FrameEventName[]])[] = [
  ['insert-image', ['onRequestInsertImage']],
  [
    'insert-document',
    [
      ...(['onRequestSelectDocument', 'onRequestSelectSpreadsheet'] as const),
      // Of editors before 7.5; those that have the two above prefer them.
      ...(['onRequestCompareFile', 'onRequestMailMergeRecipients'] as const),
    ],
  ],
  ['link-data', ['onRequestReferenceSource', 'onRequestReferenceData', 'onRequestOpen']],
];

/** What people do around the editor with the document that is open, through the application. */
export class Around {
  /** The dialog that is open, or that was the last one. */
  #dialog: Promise<void> = Promise.resolve();
  #isAsking = false;
  #takesFiles = false;
  readonly #sources = new Sources();

  constructor(private readonly parts: AroundParts) {}

  /** The events of what the person, the application and the opening allow. */
  events(offers: readonly Offer[], { config }: KontorSession): FrameEventName[] {
    const can = new Set<Offer>(offers);
    this.#takesFiles = can.has('upload-image');
    const isEditing = config.editorConfig.mode === 'edit';
    const { permissions = {} } = config.document;
    return [
      ...(isEditing && can.has('rename') ? (['onRequestRename'] as const) : []),
      ...(isEditing && can.has('mention') && permissions.comment === true
        ? (['onRequestUsers', 'onRequestSendNotify'] as const)
        : []),
      ...(isEditing && permissions.edit === true
        ? TAKING.filter(([offer]) => can.has(offer)).flatMap(([, names]) => names)
        : []),
      ...(can.has('save-as') ? (['onRequestSaveAs'] as const) : []),
      ...(can.has('share') ? (['onRequestSharingSettings'] as const) : []),
    ];
  }

  rename(wanted: string): void {
    const { kontor, texts, titled } = this.parts;
    this.#do(texts.listFailed, async () => titled(await kontor.rename(wanted)));
  }

  users(event: UsersEvent): void {
    const { kontor, texts, call } = this.parts;
    this.#do(texts.listFailed, async () => call('setUsers', await usersFor(kontor, event)));
  }

  mention(event: MentionEvent): void {
    const { kontor, texts, notice } = this.parts;
    this.#do(texts.mentionFailed, async () => {
      if ((await mention(kontor, event)) === 0) notice(texts.mentionedNobody);
    });
  }

  saveAs(event: SaveAsEvent): void {
    const { kontor, texts, copied, notice } = this.parts;
    this.#do(texts.copyFailed, async () => {
      const copy = await kontor.saveAs(event);
      notice(texts.copied(copy.title));
      copied(copy);
    });
  }

  /** A file that goes into the document, as the argument of a method of the editor. */
  lend(kind: PickKind, c: LendingWish, method: string): void {
    const { kontor, texts, call } = this.parts;
    this.#ask(texts.listFailed, texts.pick[kind], async (dialog) => {
      const takesFiles = kind === 'image' && this.#takesFiles;
      const picked = await pick(kontor, dialog, texts, kind, takesFiles);
      if (picked !== undefined) call(method, await kontor.lend(picked, c));
    });
  }

  /** A spreadsheet whose data goes into this one, now and at each refresh while this one is open. */
  pickSource({ config }: KontorSession): void {
    const { kontor, texts, call } = this.parts;
    this.#ask(texts.listFailed, texts.pick.spreadsheet, async (dialog) => {
      const fileKey = await pick(kontor, dialog, texts, 'spreadsheet');
      if (fileKey === undefined) return;
      const { instanceId = '' } = config.document.referenceData ?? {};
      const source = await kontor.source({ fileKey, instanceId });
      if (source.error === undefined) this.#sources.allow(fileKey);
      call('setReferenceSource', this.#said(source));
    });
  }

  /** The editor names the source. It gets what the person chose or agrees to, and nothing else. */
  refresh({ referenceData }: ReferenceEvent): void {
    const { call, texts } = this.parts;
    this.#sources.next(async () => {
      const source = await this.#sourceOf(referenceData).catch(() => undefined);
      call('setReferenceData', this.#said(source ?? { error: texts.noSource }));
    });
  }

  /** The source of a link: the page shows it, or Kontor does. The editor learns nothing of it. */
  open({ referenceData }: ReferenceEvent): void {
    const { kontor, texts, notice, opens } = this.parts;
    this.#do(texts.noSource, async () => {
      const { path, link } = referenceData ? await kontor.source(referenceData) : {};
      if (referenceData === undefined || path === undefined) return notice(texts.noSource);
      opens({ id: referenceData.fileKey, title: path, url: webAddress(link)?.href });
    });
  }

  async #sourceOf(reference: ReferenceEvent['referenceData']): Promise<Source | undefined> {
    const { kontor, texts } = this.parts;
    if (reference === undefined || !this.#sources.mayAsk(reference.fileKey)) return undefined;
    const source = await kontor.source(reference);
    if (source.path === undefined || this.#sources.isAllowed(reference.fileKey)) return source;
    while (this.#isAsking) await this.#dialog;
    const dialog = this.#open(texts.linkTitle);
    const isAllowed = await confirm(dialog, texts.linkQuestion(source.path), texts.linkYes);
    if (isAllowed) this.#sources.allow(reference.fileKey);
    else this.#sources.refuse(reference.fileKey);
    return isAllowed ? source : undefined;
  }

  /** What the editor shows of a refusal is in the person's language. */
  #said(source: Source): Source {
    return source.error === undefined ? source : { ...source, error: this.parts.texts.noSource };
  }

  share(): void {
    const { kontor, texts, call } = this.parts;
    this.#ask(texts.listFailed, texts.share, async (dialog) => {
      const holders = await share(kontor, dialog, texts);
      const sharingSettings = holders.map(({ name: user, role }) => ({
        ...{ user, permissions: texts.roles[role] },
      }));
      call('setSharingSettings', { sharingSettings });
    });
  }

  /** One dialog at a time, however often the frame asks. */
  #ask(failed: string, title: string, work: (dialog: Dialog) => Promise<void>): void {
    if (this.#isAsking) return;
    const dialog = this.#open(title);
    this.#do(failed, () => work(dialog));
  }

  #open(title: string): Dialog {
    this.#isAsking = true;
    const dialog = this.parts.dialog(title);
    this.#dialog = dialog.closed.then(() => void (this.#isAsking = false));
    return dialog;
  }

  #do(failed: string, work: () => Promise<void>): void {
    work().catch((error: unknown) => this.parts.explain(error, failed));
  }
}
