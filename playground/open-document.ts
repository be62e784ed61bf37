import { isShownProtected, unlocked } from './document-content.js';
import { EditedContent } from './edited-content.js';
import {
  copyOf,
  FinalSave,
  madeFor,
  sendForceSave,
  sendForm,
  type FinalSaveOptions,
  type ForceSaveRequest,
  type SaveSource,
} from './saves.js';
import type { EditorEvent } from './headless-editor.js';
import { Participants, type Participant } from './participants.js';
import type { OutgoingChange } from './shared-text.js';
import type { CallbackBody } from './document-server-options.js';
import type { FileLink } from './cached-files.js';
import type { SimulatorContext } from './simulator-context.js';

/** Error code of the real editor for a document that could not be fetched. */
const DOWNLOAD_FAILED = -81;
/** … and for one that could not be converted. It stays failed: the real server caches the result by key. */
const CONVERSION_FAILED = -80;
const OPENED_FORGOTTEN = -201;

/** The file has a password, and nobody has given it yet. */
class PasswordNeeded extends Error {
  override readonly name = 'PasswordNeeded';
}

interface SourceFile {
  readonly url: string;
  readonly fileType: string;
}

/** Everything the server stores under one document key. */
export class OpenDocument {
  readonly key: string;
  readonly #context: SimulatorContext;
  readonly #remove: () => void;
  readonly #participants = new Participants();
  readonly #callbackUrls: string[] = [];
  #link: FileLink | undefined;
  #loading: Promise<EditedContent> | undefined;
  #content: EditedContent | undefined;
  #fromForgotten = false;
  #saving: FinalSave | undefined;
  #forceSaving = false;
  #savedAt: number | undefined;
  #unopenable = false;
  #password = '';

  /** `remove` drops the document from the open ones. */
  constructor(key: string, context: SimulatorContext, remove: () => void) {
    this.key = key;
    this.#context = context;
    this.#remove = remove;
  }

  /** Ids of the people who edit; the same person in two tabs is one. */
  get users(): string[] {
    return this.#participants.users;
  }

  get lastCallbackUrl(): string | undefined {
    return this.#callbackUrls.at(-1);
  }

  /** Nobody has it open and nothing is left to save. */
  get isAtRest(): boolean {
    return this.#participants.isEmpty && !this.#saving && !this.isModified;
  }

  /** There are unsaved changes. */
  get isModified(): boolean {
    return (this.#content?.changeCount ?? 0) > 0;
  }

  async join(participant: Participant, link: FileLink): Promise<void> {
    this.#link ??= link;
    if (participant.editing && this.#isOutdated()) {
      participant.editing = false;
      participant.send({ type: 'updateVersion', success: true });
      return;
    }
    this.#participants.add(participant);
    if (participant.editing) this.#startEditing(participant);
    this.#participants.sendParticipants();
    await this.#show(participant);
  }

  /** The password of the file, typed by one person; a wrong one is asked for again. */
  async unlock(participant: Participant, password: string): Promise<void> {
    this.#password = password;
    await this.#show(participant);
  }

  /** For somebody who looks at a version in the history, without a place among the participants. */
  look(file: SourceFile): Promise<EditedContent> {
    return this.#load(file);
  }

  leave(participant: Participant, { graceful }: { graceful: boolean }): void {
    if (!this.#participants.delete(participant)) return;
    this.#participants.sendParticipants();
    if (participant.editing) this.#stopEditing(participant, graceful);
  }

  change(participant: Participant, change: OutgoingChange): void {
    const content = this.#content;
    if (!participant.editing || !content || content.kind === 'opaque') return;
    const operation = content.take(change, participant.author);
    participant.send({ type: 'taken' });
    this.#participants.send({ type: 'change', operation, by: participant.id }, participant);
  }

  touch(participant: Participant): void {
    if (!participant.editing || !this.#content) return;
    this.#content.touch(participant.author);
    this.#participants.send({ type: 'touched', by: participant.id });
  }

  /** Starts a force save; false when there is nothing to save, no callback URL or no editor (after a crash). */
  forceSave(request: ForceSaveRequest): boolean {
    if (this.#participants.editors.length === 0) return false;
    const callbackUrl = request.by?.opening.callbackUrl ?? this.#saveUrl;
    const isNew = this.isModified && this.#content?.isForceSaved === false;
    if (!isNew || callbackUrl === undefined) return false;
    if (this.#forceSaving || this.#saving?.isPosting) return false;
    this.#forceSaving = true;
    void this.#runForceSave(request, callbackUrl).finally(() => (this.#forceSaving = false));
    return true;
  }

  /** "Submit" in a form, for one person; false where there is no form to submit. */
  submit(by: Participant): boolean {
    const { callbackUrl } = by.opening;
    if (this.#content?.kind !== 'form' || !by.editing || callbackUrl === undefined) return false;
    if (this.#forceSaving || this.#saving?.isPosting) return false;
    this.#forceSaving = true;
    void sendForm(this.#source(), { by, callbackUrl }, this.#context)
      .then((success) => by.send({ type: 'submitted', success }))
      .finally(() => (this.#forceSaving = false));
    return true;
  }

  /** "Save copy as": a file of what is open, for one person. */
  copyFor(participant: Participant): void {
    if (this.#content === undefined || this.#link === undefined) return;
    const { title } = participant.opening;
    participant.send({ type: 'copy', title, ...copyOf(this.#source(), this.#context) });
  }

  /** "Download as", for one person. As in the real server it is refused where neither download nor print is allowed. */
  downloadFor(participant: Participant, to: string): void {
    if (this.#content === undefined || this.#link === undefined) return;
    const made = participant.opening.mayDownload
      ? madeFor(this.#source(), to, this.#context)
      : undefined;
    participant.send({ type: 'download', ...made });
  }

  /**
   * Ends the co-editing of these people, or of all; as in the real server, also of those who only look on. They stay
   * connected. The real page gives up co-editing when it is told; here it counts as done at once.
   */
  drop(users?: readonly string[]): void {
    for (const participant of this.#participants) {
      if (participant.isDropped || (users && !users.includes(participant.id))) continue;
      const wasEditing = participant.editing;
      participant.isDropped = true;
      participant.editing = false;
      if (wasEditing) this.#stopEditing(participant, true);
      participant.send({ type: 'drop' });
    }
    this.#participants.sendParticipants();
  }

  /** The side effect of the `info` command. */
  async report({ url, userdata }: { url: string; userdata: string | undefined }): Promise<void> {
    const status = this.users.length > 0 || this.isModified ? 1 : 4;
    await this.#notify(url, {
      key: this.key,
      status,
      ...(status === 1 ? { users: this.users } : {}),
      ...(userdata === undefined ? {} : { userdata }),
    });
  }

  sendToAll(event: EditorEvent): void {
    this.#participants.send(event);
  }

  /** Planned stop: closes every socket and saves at once, without retries. */
  async shutDown(code: number): Promise<void> {
    const leaver = this.#participants.editors.at(-1);
    const pending = this.#saving;
    for (const participant of this.#participants) participant.close(code, 'server shutdown');
    this.#participants.clear();
    if (leaver) await this.#closeSession(leaver, { delayMs: 0, retry: false });
    else await pending?.finishNow();
  }

  /** The process was killed: no save. Changes survive as in the real server's database, unless `loseChanges`. */
  crash({ loseChanges }: { loseChanges: boolean }): void {
    this.#participants.clear();
    this.#saving?.cancel();
    this.#saving = undefined;
    if (loseChanges) this.#content = this.#loading = undefined;
  }

  /** The callback URL of the last change's author; if that person opened without one, the last known. */
  get #saveUrl(): string | undefined {
    return this.#content?.lastChange?.author.callbackUrl ?? this.lastCallbackUrl;
  }

  #startEditing(participant: Participant): void {
    this.#saving?.cancel();
    this.#saving = undefined;
    if (this.#savedAt !== undefined) this.#reset();
    const { callbackUrl } = participant.opening;
    if (callbackUrl === undefined) return;
    this.#callbackUrls.push(callbackUrl);
    void this.#notify(callbackUrl, {
      key: this.key,
      status: 1,
      users: this.users,
      actions: [{ type: 1, userid: participant.id }],
    });
  }

  #stopEditing(leaver: Participant, graceful: boolean): void {
    if (this.#participants.editors.length === 0) {
      void this.#closeSession(leaver, {
        delayMs: graceful ? 0 : this.#context.timing.saveDelayMs,
        retry: true,
      });
      return;
    }
    const url = leaver.opening.callbackUrl ?? this.lastCallbackUrl;
    if (url === undefined) return;
    const actions = [{ type: 0 as const, userid: leaver.id }];
    void this.#notify(url, { key: this.key, status: 1, users: this.users, actions });
  }

  async #closeSession(
    leaver: Participant,
    how: { delayMs: number; retry: boolean },
  ): Promise<void> {
    const callbackUrl = this.#saveUrl;
    if (callbackUrl === undefined) this.#discard();
    else if (this.#content && (this.isModified || this.#fromForgotten)) {
      await this.#save({ leaver, callbackUrl, ...how });
    } else {
      const actions = [{ type: 0 as const, userid: leaver.id }];
      await this.#notify(leaver.opening.callbackUrl ?? callbackUrl, {
        key: this.key,
        status: 4,
        actions,
      });
    }
  }

  async #save(options: FinalSaveOptions): Promise<void> {
    const saving = new FinalSave(this.#source(), options, this.#context);
    this.#saving = saving;
    const outcome = await saving.run();
    if (outcome === undefined) return;
    this.#saving = undefined;
    this.#context.log(`document ${this.key}: ${outcome}`);
    if (outcome === 'kept') return;
    this.#participants.send({ type: 'updateVersion', success: outcome === 'saved' });
    if (outcome === 'forgotten') return this.#remove();
    this.#context.forgotten.delete(this.key);
    this.#savedAt = this.#context.timing.now();
    this.#discard();
  }

  async #runForceSave(request: ForceSaveRequest, callbackUrl: string): Promise<void> {
    const success = await sendForceSave(this.#source(), { ...request, callbackUrl }, this.#context);
    this.#participants.send({ type: 'forceSave', success });
  }

  #source(): SaveSource {
    return {
      key: this.key,
      content: this.#content!,
      link: this.#link!,
      fromForgotten: this.#fromForgotten,
    };
  }

  async #show(participant: Participant): Promise<void> {
    try {
      const content = await this.#load(participant.opening);
      if (!this.#participants.has(participant)) return;
      if (this.#fromForgotten && participant.editing) {
        participant.send({
          type: 'warning',
          code: OPENED_FORGOTTEN,
          description: 'File not assembled',
        });
      }
      const { text, revision, kind, fileType } = content;
      participant.send({
        type: 'document',
        text,
        revision,
        kind,
        fileType,
        size: content.source.length,
        editing: participant.editing,
      });
    } catch (error) {
      if (error instanceof PasswordNeeded)
        return participant.send({ type: 'password', isWrong: this.#password !== '' });
      participant.send(
        this.#unopenable
          ? { type: 'error', code: CONVERSION_FAILED, description: 'Conversion failed.' }
          : { type: 'error', code: DOWNLOAD_FAILED, description: 'Download failed.' },
      );
    }
  }

  async #load(file: SourceFile): Promise<EditedContent> {
    this.#loading ??= this.#open(file);
    try {
      return (this.#content = await this.#loading);
    } catch (error) {
      this.#loading = undefined;
      throw error;
    }
  }

  async #open({ url, fileType }: SourceFile): Promise<EditedContent> {
    const forgotten = this.#context.forgotten.get(this.key);
    this.#fromForgotten = forgotten !== undefined;
    const source = forgotten ?? { fileType, bytes: await this.#context.fetchSource(url) };
    const { faults } = this.#context;
    if (faults.openings > 0) {
      faults.openings--;
      this.#unopenable = true;
    }
    if (this.#unopenable) throw new Error('the converter failed');
    if (isShownProtected(source.fileType, source.bytes)) {
      const bytes = unlocked(this.#password);
      if (bytes === undefined) throw new PasswordNeeded('the file has a password');
      return new EditedContent({ fileType: source.fileType, bytes }, () =>
        this.#context.timing.now(),
      );
    }
    return new EditedContent(source, () => this.#context.timing.now());
  }

  /** Saved recently, or a save is being posted: editors need a new key. */
  #isOutdated(): boolean {
    if (this.#saving?.isPosting) return true;
    return (
      this.#savedAt !== undefined &&
      this.#context.timing.now() - this.#savedAt < this.#context.timing.updateVersionMs
    );
  }

  /** Long after a save, opening the key fetches its `document.url` again. */
  #reset(): void {
    this.#savedAt = undefined;
    this.#content = this.#loading = undefined;
  }

  /** Drops the changes; viewers see the content from before them. */
  #discard(): void {
    this.#fromForgotten = false;
    this.#content = this.#content?.unchanged();
    this.#loading = this.#content && Promise.resolve(this.#content);
  }

  async #notify(url: string, body: CallbackBody): Promise<void> {
    const { success } = await this.#context.callbacks.send(url, body);
    if (!success)
      this.#participants.send({
        type: 'warning',
        code: -3,
        description: 'Error on save server subscription!',
      });
  }
}
