import type { SaveSource } from './assembled-save.js';
import { Audience } from './audience.js';
import { EditedContent } from './edited-content.js';
import { FinalSave, type FinalSaveOptions } from './final-save.js';
import { sendForceSave, type ForceSaveRequest } from './force-save.js';
import type { EditorEvent } from './headless-editor.js';
import type { Participant } from './participant.js';
import type { OutgoingChange } from './shared-text.js';
import type { CallbackBody } from './document-server-options.js';
import type { FileLink } from './cached-files.js';
import type { SimulatorContext } from './simulator-context.js';

/** Error code in the editor for a document that could not be fetched, as the real one shows it. */
const DOWNLOAD_FAILED = -81;
/** … and for one that could not be converted. Unlike the first it stays: the real one caches the result by key. */
const CONVERSION_FAILED = -80;
const OPENED_FORGOTTEN = -201;

/** Everything the server knows under one document key. */
export class OpenDocument {
  readonly key: string;
  readonly #world: SimulatorContext;
  readonly #audience = new Audience();
  readonly #callbackUrls: string[] = [];
  #link: FileLink | undefined;
  #loading: Promise<EditedContent> | undefined;
  #content: EditedContent | undefined;
  #fromForgotten = false;
  #saving: FinalSave | undefined;
  #forceSaving = false;
  #savedAt: number | undefined;
  #unopenable = false;

  constructor(key: string, world: SimulatorContext) {
    this.key = key;
    this.#world = world;
  }

  /** Ids of the people who edit; the same person in two tabs is one. */
  get users(): string[] {
    return this.#audience.users;
  }

  get lastCallbackUrl(): string | undefined {
    return this.#callbackUrls.at(-1);
  }

  /** Nobody is in and nothing is left to save. */
  get isAtRest(): boolean {
    return this.#audience.isEmpty && !this.#saving && !this.isModified;
  }

  /** Changes wait to be saved. */
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
    this.#audience.add(participant);
    if (participant.editing) this.#startEditing(participant);
    this.#audience.tellWhoIsHere();
    await this.#show(participant);
  }

  leave(participant: Participant, { polite }: { polite: boolean }): void {
    if (!this.#audience.delete(participant)) return;
    this.#audience.tellWhoIsHere();
    if (participant.editing) this.#stopEditing(participant, polite);
  }

  change(participant: Participant, change: OutgoingChange): void {
    const content = this.#content;
    if (!participant.editing || !content || content.kind === 'opaque') return;
    const operation = content.take(change, participant.author);
    participant.send({ type: 'taken' });
    this.#audience.tell({ type: 'change', operation, by: participant.id }, participant);
  }

  touch(participant: Participant): void {
    if (!participant.editing || !this.#content) return;
    this.#content.touch(participant.author);
    this.#audience.tell({ type: 'touched', by: participant.id });
  }

  /** Starts a save in between; false when there is nothing to save or nobody to save to, or a crash left it behind. */
  forceSave(request: ForceSaveRequest): boolean {
    if (this.#audience.editors.length === 0) return false;
    const callbackUrl = request.by?.opening.callbackUrl ?? this.#saveUrl;
    const isNew = this.isModified && this.#content?.isForceSaved === false;
    if (!isNew || callbackUrl === undefined) return false;
    if (this.#forceSaving || this.#saving?.isPosting) return false;
    this.#forceSaving = true;
    void this.#runForceSave(request, callbackUrl).finally(() => (this.#forceSaving = false));
    return true;
  }

  /** Takes editing away from these people, or from all; they stay as viewers. */
  drop(users?: readonly string[]): void {
    for (const editor of this.#audience.editors) {
      if (users && !users.includes(editor.id)) continue;
      this.#audience.delete(editor);
      this.#stopEditing(editor, true);
      editor.editing = false;
      this.#audience.add(editor);
      editor.send({ type: 'drop' });
    }
    this.#audience.tellWhoIsHere();
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

  tellAll(event: EditorEvent): void {
    this.#audience.tell(event);
  }

  /** Planned stop: everybody out, saved at once, no repetition. */
  async shutDown(code: number): Promise<void> {
    const leaver = this.#audience.editors.at(-1);
    const waiting = this.#saving;
    for (const participant of this.#audience) participant.close(code, 'server shutdown');
    this.#audience.clear();
    if (leaver) await this.#closeSession(leaver, { delayMs: 0, repeat: false });
    else await waiting?.hurry();
  }

  /** The process is gone: no goodbye, no save. What was typed stays, as in the real server's data base. */
  breakOff({ loseChanges }: { loseChanges: boolean }): void {
    this.#audience.clear();
    this.#saving?.callOff();
    this.#saving = undefined;
    if (loseChanges) this.#content = this.#loading = undefined;
  }

  /** Of whoever changed last; if that one opened without, the last one known. */
  get #saveUrl(): string | undefined {
    return this.#content?.lastChange?.author.callbackUrl ?? this.lastCallbackUrl;
  }

  #startEditing(participant: Participant): void {
    this.#saving?.callOff();
    this.#saving = undefined;
    if (this.#savedAt !== undefined) this.#forgetSaved();
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

  #stopEditing(leaver: Participant, polite: boolean): void {
    if (this.#audience.editors.length === 0) {
      void this.#closeSession(leaver, {
        delayMs: polite ? 0 : this.#world.saveDelayMs,
        repeat: true,
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
    how: { delayMs: number; repeat: boolean },
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
    const saving = new FinalSave(this.#source(), options, this.#world);
    this.#saving = saving;
    const outcome = await saving.run();
    if (outcome === undefined) return;
    this.#saving = undefined;
    this.#world.log(`document ${this.key}: ${outcome}`);
    if (outcome === 'kept') return;
    this.#audience.tell({ type: 'updateVersion', success: outcome === 'saved' });
    if (outcome === 'forgotten') return this.#world.remove(this.key);
    this.#world.forgotten.delete(this.key);
    this.#savedAt = this.#world.now();
    this.#discard();
  }

  async #runForceSave(request: ForceSaveRequest, callbackUrl: string): Promise<void> {
    const success = await sendForceSave(this.#source(), { ...request, callbackUrl }, this.#world);
    this.#audience.tell({ type: 'forceSave', success });
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
      const content = await this.#load(participant);
      if (!this.#audience.has(participant)) return;
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
    } catch {
      participant.send(
        this.#unopenable
          ? { type: 'error', code: CONVERSION_FAILED, description: 'Conversion failed.' }
          : { type: 'error', code: DOWNLOAD_FAILED, description: 'Download failed.' },
      );
    }
  }

  async #load({ opening }: Participant): Promise<EditedContent> {
    this.#loading ??= this.#open(opening);
    try {
      return (this.#content = await this.#loading);
    } catch (error) {
      this.#loading = undefined;
      throw error;
    }
  }

  async #open({ url, fileType }: { url: string; fileType: string }): Promise<EditedContent> {
    const forgotten = this.#world.forgotten.get(this.key);
    this.#fromForgotten = forgotten !== undefined;
    const source = forgotten ?? { fileType, bytes: await this.#world.fetchSource(url) };
    const { wishes } = this.#world;
    if (wishes.unopenable > 0) {
      wishes.unopenable--;
      this.#unopenable = true;
    }
    if (this.#unopenable) throw new Error('the converter failed');
    return new EditedContent(source, () => this.#world.now());
  }

  /** Saved a moment ago, or being handed over right now: editors need a new key. */
  #isOutdated(): boolean {
    if (this.#saving?.isPosting) return true;
    return (
      this.#savedAt !== undefined && this.#world.now() - this.#savedAt < this.#world.updateVersionMs
    );
  }

  /** Long after a save the key starts afresh from its `document.url`. */
  #forgetSaved(): void {
    this.#savedAt = undefined;
    this.#content = this.#loading = undefined;
  }

  /** Changes are gone; what viewers see is the copy from before them. */
  #discard(): void {
    this.#fromForgotten = false;
    this.#content = this.#content?.unchanged();
    this.#loading = this.#content && Promise.resolve(this.#content);
  }

  async #notify(url: string, body: CallbackBody): Promise<void> {
    const { success } = await this.#world.callbacks.send(url, body);
    if (!success)
      this.#audience.tell({
        type: 'warning',
        code: -3,
        description: 'Error on save server subscription!',
      });
  }
}
