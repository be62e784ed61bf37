import { create } from 'xmlbuilder2';
import type { XMLBuilder } from 'xmlbuilder2/lib/interfaces.js';
import {
  parameterOf,
  type ContentControls,
  type Instruction,
  type InstructionMode,
} from './instruction.js';
import type { Property } from './properties.js';
import { forbiddenCharacterIn, layOut } from './xml-text.js';

const XSI = 'http://www.w3.org/2001/XMLSchema-instance';
const BATCH = 'http://schema.oneoffixx.com/OneOffixxConnectBatch/1';

/** Clients find a document function by its id; the case of the letters is the schema's. */
const CUSTOM_INTERFACE = '70E94788-CE84-4460-9698-5663878A295B';
const META_DATA = 'c364b495-7176-4ce2-9f7c-e71f302b8096';
const DOCUMENT_PARAMETER = '2de8db66-f3d7-456d-bba3-6bb0f12c1fb6';

/** What the two modes write differently, see docs/formats/instruction-xml.md. */
interface Dialect {
  readonly metaDataName: string;
  readonly metaDataValuesIn: (metaData: XMLBuilder) => XMLBuilder;
  readonly startKey: string;
}

const DIALECTS: Record<InstructionMode, Dialect> = {
  classic: { metaDataName: 'MetaData', metaDataValuesIn: (it) => it, startKey: 'start' },
  schema: {
    metaDataName: 'Metadata',
    metaDataValuesIn: (it) => it.ele('Arguments'),
    startKey: 'Start',
  },
};

/** The Connect XML of one document. Same instruction, same bytes. */
export function renderInstruction(instruction: Instruction, mode: InstructionMode): string {
  const dialect = DIALECTS[mode];
  const batch = create().ele('OneOffixxConnectBatch', { 'xmlns:xsi': XSI, xmlns: BATCH });
  addAll(batch.ele('Settings'), {
    KeepConnector: 'true',
    CreateConnectorResult: 'true',
    CreateConnectorResultOnError: 'true',
  });
  const connect = batch.ele('Entries').ele('OneOffixxConnect');
  addArguments(connect, instruction);
  addCustomInterface(connect, instruction.properties);
  addMetaData(connect, instruction.properties, dialect);
  const controls = instruction.contentControls ?? {};
  const hasControls = Object.keys(controls).length > 0;
  if (hasControls) addDocumentParameters(connect, controls);
  addCommands(connect.ele('Commands'), instruction.checkoutUrl, { hasControls, dialect });
  return layOut(batch.node);
}

function addArguments(connect: XMLBuilder, { templateId, languageLcid }: Instruction): void {
  const list = connect.ele('Arguments');
  addText(list, 'TemplateId', templateId);
  if (languageLcid !== undefined) addText(list, 'LanguageLcid', String(languageLcid));
}

function addCustomInterface(connect: XMLBuilder, properties: readonly Property[]): void {
  const list = connect
    .ele('Function', { name: 'CustomInterfaceConnector', id: CUSTOM_INTERFACE })
    .ele('Arguments')
    .ele('Interface', { Name: 'OneGovGEVER' });
  for (const [name, value] of properties) addText(list, 'Node', value, { Id: name });
}

function addMetaData(
  connect: XMLBuilder,
  properties: readonly Property[],
  { metaDataName, metaDataValuesIn }: Dialect,
): void {
  const list = metaDataValuesIn(connect.ele('Function', { name: metaDataName, id: META_DATA }));
  for (const [name, value] of properties) {
    addText(list, 'Value', value, { key: name, type: 'string' });
  }
}

function addDocumentParameters(connect: XMLBuilder, controls: ContentControls): void {
  const list = connect
    .ele('Function', { name: 'DocumentParameter', id: DOCUMENT_PARAMETER })
    .ele('Arguments');
  for (const [name, value] of Object.entries(controls)) {
    const parameter = parameterOf(value);
    if ('text' in parameter) addText(list, 'Value', parameter.text, { key: name });
    else addLines(list.ele('Value', { key: name }), parameter.lines);
  }
}

function addLines(value: XMLBuilder, lines: readonly string[]): void {
  for (const line of lines) addText(value, 'Line', line);
}

/** The client runs them in this order. */
function addCommands(
  commands: XMLBuilder,
  checkoutUrl: string,
  { hasControls, dialect }: { hasControls: boolean; dialect: Dialect },
): void {
  addCommand(commands, 'DefaultProcess', { [dialect.startKey]: 'false' });
  addCommand(commands, 'ConvertToDocument');
  // Writes the values into the controls themselves, for readers of the file that are not Word.
  if (hasControls) addCommand(commands, 'BindCustomXML');
  addCommand(commands, 'SaveAs', {
    Overwrite: 'true',
    CreateFolder: 'true',
    AllowUpdateDocumentPart: 'false',
    // Office Connector fills it in.
    Filename: '',
  });
  addCommand(commands, 'InvokeProcess', { Name: 'OfficeConnector', Arguments: checkoutUrl });
}

function addCommand(
  commands: XMLBuilder,
  name: string,
  parameters?: Readonly<Record<string, string>>,
): void {
  const command = commands.ele('Command', { Name: name });
  if (parameters) addAll(command.ele('Parameters'), parameters);
}

function addAll(list: XMLBuilder, texts: Readonly<Record<string, string>>): void {
  for (const [key, text] of Object.entries(texts)) addText(list, 'Add', text, { key });
}

/** Writes directly into the tree below the builder: half the time, in the hot path of rendering. */
function addText(
  list: XMLBuilder,
  name: string,
  text: string,
  attributes: Readonly<Record<string, string>> = {},
): void {
  const character = forbiddenCharacterIn(text);
  if (character !== undefined) {
    throw new RangeError(`An instruction cannot hold ${character}; faultsIn finds it beforehand`);
  }
  const parent = list.node as unknown as DOMParent;
  const element = parent.ownerDocument.createElementNS(BATCH, name);
  for (const key in attributes) element.setAttribute(key, attributes[key] ?? '');
  element.appendChild(parent.ownerDocument.createTextNode(text));
  parent.appendChild(element);
}

interface DOMParent {
  readonly ownerDocument: {
    createElementNS(ns: string, name: string): DOMParent;
    createTextNode(text: string): unknown;
  };
  setAttribute(name: string, value: string): void;
  appendChild(node: unknown): void;
}
