import { convertContent, savedFormat } from './document-content.js';
import type { EditedContent } from './edited-content.js';
import type { CallbackBody } from './document-server-options.js';
import type { FileLink } from './cached-files.js';
import type { SimulatorContext } from './simulator-context.js';

/** The outcome of turning the edits into a file. */
export interface AssembledSave {
  /** False for status 3 and 7. */
  readonly converted: boolean;
  /** The file; a failed conversion may have written one all the same. */
  readonly file: { readonly fileType: string; readonly bytes: Uint8Array } | undefined;
  /** The part of the callback body that describes the file. */
  readonly fields: Pick<CallbackBody, 'url' | 'changesurl' | 'history' | 'filetype'>;
}

export interface SaveSource {
  readonly key: string;
  readonly content: EditedContent;
  readonly link: FileLink;
  readonly fromForgotten: boolean;
}

export function assembleSave(source: SaveSource, world: SimulatorContext): AssembledSave {
  const { wishes } = world;
  const converted = wishes.failures === 0;
  if (!converted) wishes.failures--;
  if (!converted && !wishes.failuresWritten) return { converted, file: undefined, fields: {} };
  const file = writtenFile(source.content, world);
  return { converted, file, fields: fileFields(source, file, world) };
}

function writtenFile(
  content: EditedContent,
  { wishes }: SimulatorContext,
): { fileType: string; bytes: Uint8Array } {
  const fileType = wishes.fileType ?? savedFormat(content.fileType);
  const edited = content.write();
  const bytes = wishes.bytes ?? convertContent(content.fileType, edited, fileType) ?? edited;
  wishes.fileType = undefined;
  wishes.bytes = undefined;
  return { fileType, bytes };
}

function fileFields(
  { key, content, link, fromForgotten }: SaveSource,
  { fileType, bytes }: { fileType: string; bytes: Uint8Array },
  world: SimulatorContext,
): AssembledSave['fields'] {
  const folder = `data/${key}_${world.number()}`;
  const url = world.files.link(world.files.put(folder, `output.${fileType}`, bytes), link);
  if (fromForgotten) return { url, history: {}, filetype: fileType };
  const changesurl = world.files.link(
    world.files.put(folder, 'changes.zip', content.changesZip()),
    link,
  );
  return { url, changesurl, history: content.history(), filetype: fileType };
}
