import type {
  FrameEventName,
  InsertImageEvent,
  MentionEvent,
  SaveAsEvent,
  UsersEvent,
} from './frame-events.js';
import type { Kontor, Offer } from './kontor.js';
import type { Dialog } from './parts.js';
import { mention, usersFor } from './people.js';
import { pickImage } from './picker.js';
import type { KontorSession } from './session.js';
import { share } from './sharing.js';
import type { Texts } from './texts.js';

export interface AroundParts {
  readonly kontor: Kontor;
  readonly texts: Texts;
  /** A method of the open editor. */
  readonly call: (method: string, argument: unknown) => void;
  readonly dialog: (title: string) => Dialog;
  readonly titled: (title: string) => void;
  readonly copied: (copy: { readonly id: string; readonly title: string }) => void;
  readonly notice: (sentence: string) => void;
  /** Says what Kontor says of a failure, or else the sentence. */
  readonly explain: (error: unknown, sentence: string) => void;
}

/** What people do around the editor with the document that is open, through the application. */
export class Around {
  #isAsking = false;

  constructor(private readonly parts: AroundParts) {}

  /** The events of what the person, the application and the opening allow. */
  events(offers: readonly Offer[], { config }: KontorSession): FrameEventName[] {
    const can = new Set<Offer>(offers);
    const isEditing = config.editorConfig.mode === 'edit';
    const { permissions = {} } = config.document;
    return [
      ...(isEditing && can.has('rename') ? (['onRequestRename'] as const) : []),
      ...(isEditing && can.has('mention') && permissions.comment === true
        ? (['onRequestUsers', 'onRequestSendNotify'] as const)
        : []),
      ...(isEditing && can.has('insert-image') && permissions.edit === true
        ? (['onRequestInsertImage'] as const)
        : []),
      ...(can.has('save-as') ? (['onRequestSaveAs'] as const) : []),
      ...(can.has('share') ? (['onRequestSharingSettings'] as const) : []),
    ];
  }

  rename(wanted: string): void {
    const { kontor, texts, titled } = this.parts;
    this.#do(texts.titleStays, async () => titled(await kontor.rename(wanted)));
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

  insertImage({ c }: InsertImageEvent): void {
    const { kontor, texts, call } = this.parts;
    this.#ask(texts.imageFailed, texts.pickImage, async (dialog) => {
      const picked = await pickImage(kontor, dialog, texts);
      if (picked !== undefined) call('insertImage', await kontor.lend(picked, c));
    });
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
    this.#isAsking = true;
    const dialog = this.parts.dialog(title);
    void dialog.closed.then(() => (this.#isAsking = false));
    this.#do(failed, () => work(dialog));
  }

  #do(failed: string, work: () => Promise<void>): void {
    work().catch((error: unknown) => this.parts.explain(error, failed));
  }
}
