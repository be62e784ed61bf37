import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { zipSync } from 'fflate';
import { create } from 'xmlbuilder2';
import { projectRoot } from './project-root.js';
import { newDocx } from './document-content.js';

/** A value for the document: one or more lines. */
interface ConnectValue {
  readonly name: string;
  readonly lines: readonly string[];
}

/** The content of a Connect XML that the desktop uses. */
interface ConnectInstruction {
  readonly templateId: string;
  readonly language: string;
  readonly properties: readonly ConnectValue[];
  readonly contentControls: readonly ConnectValue[];
  /** The process to call once the document exists; the argument is Office Connector's `oc:` URL. */
  readonly callback: { readonly process: string; readonly argument: string };
}

interface XmlElement {
  readonly textContent: string;
  getAttribute(name: string): string | null;
  getElementsByTagName(name: string): Iterable<XmlElement>;
}

const CUSTOM_INTERFACE = '70e94788-ce84-4460-9698-5663878a295b';
const DOCUMENT_PARAMETER = '2de8db66-f3d7-456d-bba3-6bb0f12c1fb6';

/** Reads it as the real client does: finds document functions by id, ignoring case and name. */
export function readConnectXml(xml: string): ConnectInstruction {
  const root = create(xml).root().node as unknown as XmlElement;
  const functionBy = (id: string) =>
    all(root, 'Function').find((each) => each.getAttribute('id')?.toLowerCase() === id);
  const custom = functionBy(CUSTOM_INTERFACE);
  const parameters = functionBy(DOCUMENT_PARAMETER);
  const callback = all(root, 'Command').find((each) => each.getAttribute('Name') === INVOKE);
  const parameter = (key: string) =>
    (callback ? all(callback, 'Add') : []).find((each) => each.getAttribute('key') === key)
      ?.textContent ?? '';
  return {
    templateId: all(root, 'TemplateId')[0]?.textContent ?? '',
    language: all(root, 'LanguageLcid')[0]?.textContent ?? '',
    properties: (custom ? all(custom, 'Node') : []).map((node) => valueOf(node, 'Id')),
    contentControls: (parameters ? all(parameters, 'Value') : [])
      .filter((value) => value.getAttribute('key') !== 'ShowDialog')
      .map((value) => valueOf(value, 'key')),
    callback: { process: parameter('Name'), argument: parameter('Arguments') },
  };
}

const INVOKE = 'InvokeProcess';

const all = (from: XmlElement, name: string): readonly XmlElement[] => [
  ...from.getElementsByTagName(name),
];

function valueOf(element: XmlElement, nameIn: string): ConnectValue {
  const lines = all(element, 'Line').map(({ textContent }) => textContent);
  const name = element.getAttribute(nameIn) ?? '';
  return { name, lines: lines.length > 0 ? lines : [element.textContent] };
}

/** The desktop client's file for a template: a .docx that lists every value, or an empty file of another type. */
export function generatedFile(instruction: ConnectInstruction, fileType: string): Uint8Array {
  return fileType === 'docx' ? newDocx(linesOf(instruction)) : blankFile(fileType);
}

function linesOf({ templateId, language, properties, contentControls }: ConnectInstruction) {
  const title = properties.find(({ name }) => name === 'ogg.document.title')?.lines[0] ?? '';
  return [
    title,
    '',
    `Template ${templateId}${language === '' ? '' : `, language ${language}`}`,
    '',
    ...properties.flatMap(linesOfValue),
    ...(contentControls.length > 0 ? ['', 'Content controls', ''] : []),
    ...contentControls.flatMap(linesOfValue),
  ];
}

const linesOfValue = ({
  name,
  lines: [first = '', ...others],
}: ConnectValue): readonly string[] => [`${name}: ${first}`, ...others];

function blankFile(fileType: string): Uint8Array {
  const folder = join(projectRoot, 'config', 'blank', fileType);
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  return zipSync(
    Object.fromEntries(
      files.map((file) => [
        relative(folder, file).split(sep).join('/'),
        new Uint8Array(readFileSync(file)),
      ]),
    ),
  );
}
