import { strToU8 } from 'fflate';
import type { FileLink } from './cached-files.js';
import { convertContent, savedFormat, writtenFormat } from './document-content.js';
import type { CallbackBody } from './document-server-options.js';
import type { EditedContent } from './edited-content.js';
import type { Participant } from './participants.js';
import type { SimulatorContext } from './simulator-context.js';

/** `kept`: the converter wrote no file and the callback failed, so the changes stay in the open document. */
export type SaveOutcome = 'saved' | 'forgotten' | 'kept';

export interface FinalSaveOptions {
  readonly leaver: Participant;
  readonly callbackUrl: string;
  readonly delayMs: number;
  /** False for a planned stop. */
  readonly retry: boolean;
}

/** The save after the last editor left: waits, assembles, posts, retries. Can be cancelled between two posts. */
export class FinalSave {
  readonly #source: SaveSource;
  readonly #context: SimulatorContext;
  readonly #options: FinalSaveOptions;
  #timer: NodeJS.Timeout | undefined;
  #outcome: Promise<SaveOutcome | undefined> | undefined;
  #cancelled = false;
  #retries: boolean;
  #posting = false;
  readonly #wake: { up?: () => void } = {};

  constructor(source: SaveSource, options: FinalSaveOptions, context: SimulatorContext) {
    this.#source = source;
    this.#options = options;
    this.#retries = options.retry;
    this.#context = context;
  }

  /** A callback is being sent: too late to join. */
  get isPosting(): boolean {
    return this.#posting;
  }

  cancel(): void {
    this.#cancelled = true;
    clearTimeout(this.#timer);
    this.#wake.up?.();
  }

  /** Skips the waits, for a planned stop. */
  async finishNow(): Promise<void> {
    this.#retries = false;
    clearTimeout(this.#timer);
    this.#wake.up?.();
    await this.#outcome;
  }

  /** `undefined` when it was cancelled. */
  run(): Promise<SaveOutcome | undefined> {
    return (this.#outcome = this.#run());
  }

  async #run(): Promise<SaveOutcome | undefined> {
    await this.#pause(this.#options.delayMs);
    if (this.#cancelled) return undefined;
    const assembled = assembleSave(this.#source, this.#context);
    const success = await this.#post(this.#body(assembled));
    if (this.#cancelled) return undefined;
    if (success) return 'saved';
    if (!assembled.file) return 'kept';
    this.#context.forgotten.set(this.#source.key, assembled.file);
    return 'forgotten';
  }

  async #post(body: CallbackBody): Promise<boolean> {
    for (let attempt = 1; ; attempt++) {
      this.#posting = true;
      const { success, transient } = await this.#context.callbacks.send(
        this.#options.callbackUrl,
        body,
        attempt,
      );
      this.#posting = false;
      const delay = this.#retries ? this.#context.timing.retryDelaysMs[attempt - 1] : undefined;
      if (success || !transient || delay === undefined || this.#cancelled) return success;
      await this.#pause(delay);
      if (this.#cancelled) return false;
    }
  }

  #body({ converted, fields }: AssembledSave): CallbackBody {
    const { key, content, fromForgotten } = this.#source;
    const { leaver } = this.#options;
    const last = content.lastChange;
    return {
      key,
      status: converted ? 2 : 3,
      ...fields,
      users: [last?.author.id ?? leaver.id],
      actions: [{ type: 0, userid: leaver.id }],
      lastsave: isoSecond(last?.at ?? this.#context.timing.now()),
      ...(fromForgotten && !last
        ? {}
        : { notmodified: content.changeCount > 0 && content.isForceSaved }),
    };
  }

  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      this.#wake.up = resolve;
      this.#timer = setTimeout(resolve, ms);
    });
  }
}

/** The real server's database stores seconds. */
const isoSecond = (at: number): string => new Date(Math.floor(at / 1000) * 1000).toISOString();

export interface ForceSaveRequest {
  /** 0 command, 1 button. */
  readonly type: 0 | 1;
  readonly by?: Participant;
  readonly userdata?: string | undefined;
}

/** A force save: posted once, never retried. Whether the connector accepted it. */
export async function sendForceSave(
  source: SaveSource,
  { type, by, userdata, callbackUrl }: ForceSaveRequest & { readonly callbackUrl: string },
  context: SimulatorContext,
): Promise<boolean> {
  const { key, content } = source;
  const count = content.changeCount;
  const last = content.lastChange!;
  const { converted, fields } = assembleSave(source, context);
  const { success } = await context.callbacks.send(callbackUrl, {
    key,
    status: converted ? 6 : 7,
    ...fields,
    users: [last.author.id],
    ...(by ? { actions: [{ type: 2, userid: by.id }] } : {}),
    ...(userdata === undefined ? {} : { userdata }),
    lastsave: isoSecond(last.at),
    forcesavetype: type,
  });
  if (converted && success) content.markForceSaved(count);
  return converted && success;
}

/**
 * A submitted form: flattened, with its fields in a file beside it. Posted once. As in the real server it is no save of
 * the form: the last save delivers what was filled in once more.
 */
export async function sendForm(
  source: SaveSource,
  { by, callbackUrl }: { readonly by: Participant; readonly callbackUrl: string },
  context: SimulatorContext,
): Promise<boolean> {
  const { key, content } = source;
  const { files } = context;
  const { author = by, at = context.timing.now() } = content.lastChange ?? {};
  const { converted, fields, folder } = assembleSave(source, context, content.flattened());
  const data = strToU8(JSON.stringify(content.formData()));
  const formsdataurl = files.link(files.put(folder, 'formsdata.json', data), source.link);
  const { success } = await context.callbacks.send(callbackUrl, {
    key,
    status: converted ? 6 : 7,
    ...fields,
    users: [author.id],
    actions: [{ type: 2, userid: by.id }],
    lastsave: isoSecond(at),
    forcesavetype: 3,
    formsdataurl,
  });
  return converted && success;
}

/** A file of the content as it is now, which is no save. */
export function copyOf(
  { key, content, link }: SaveSource,
  { files }: SimulatorContext,
): { readonly fileType: string; readonly url: string } {
  const fileType = writtenFormat(content.fileType);
  const path = files.put(files.newFolder(key), `output.${fileType}`, content.write());
  return { fileType, url: files.link(path, link) };
}

/** The same in another format; undefined where the simulator cannot make it. */
export function madeFor(
  { key, content, link }: SaveSource,
  to: string,
  { files }: SimulatorContext,
): { readonly fileType: string; readonly url: string } | undefined {
  const bytes = convertContent(writtenFormat(content.fileType), content.write(), to);
  if (bytes === undefined) return undefined;
  const fileType = to === 'pdfa' ? 'pdf' : to;
  const path = files.put(files.newFolder(key), `output.${fileType}`, bytes);
  return { fileType, url: files.link(path, link) };
}

/** The outcome of turning the edits into a file. */
interface AssembledSave {
  /** False for status 3 and 7. */
  readonly converted: boolean;
  /** A failed conversion may have written one, too. */
  readonly file: { readonly fileType: string; readonly bytes: Uint8Array } | undefined;
  /** Where its files lie. */
  readonly folder: string;
  /** The part of the callback body that describes the file. */
  readonly fields: Pick<CallbackBody, 'url' | 'changesurl' | 'history' | 'filetype'>;
}

export interface SaveSource {
  readonly key: string;
  readonly content: EditedContent;
  readonly link: FileLink;
  readonly fromForgotten: boolean;
}

function assembleSave(
  source: SaveSource,
  context: SimulatorContext,
  bytes = source.content.write(),
): AssembledSave {
  const { faults } = context;
  const folder = context.files.newFolder(source.key);
  const converted = faults.conversions === 0;
  if (!converted) faults.conversions--;
  if (!converted && !faults.conversionsWriteFile)
    return { converted, folder, file: undefined, fields: {} };
  const file = writtenFile(source.content.fileType, bytes, context);
  return { converted, folder, file, fields: fileFields(source, { ...file, folder }, context) };
}

function writtenFile(
  opened: string,
  edited: Uint8Array,
  { faults }: SimulatorContext,
): { fileType: string; bytes: Uint8Array } {
  const fileType = faults.fileType ?? savedFormat(opened);
  const bytes = faults.bytes ?? convertContent(writtenFormat(opened), edited, fileType) ?? edited;
  faults.fileType = undefined;
  faults.bytes = undefined;
  return { fileType, bytes };
}

function fileFields(
  { content, link, fromForgotten }: SaveSource,
  { fileType, bytes, folder }: { fileType: string; bytes: Uint8Array; folder: string },
  context: SimulatorContext,
): AssembledSave['fields'] {
  const url = context.files.link(context.files.put(folder, `output.${fileType}`, bytes), link);
  if (fromForgotten) return { url, history: {}, filetype: fileType };
  const changesurl = context.files.link(
    context.files.put(folder, 'changes.zip', content.changesZip()),
    link,
  );
  return { url, changesurl, history: content.history(), filetype: fileType };
}
