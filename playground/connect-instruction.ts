import { create } from 'xmlbuilder2';

/** A value on its way into the document: one line or several. */
export interface ConnectValue {
  readonly name: string;
  readonly lines: readonly string[];
}

/** What the desktop reads in a Connect XML. */
export interface ConnectInstruction {
  readonly templateId: string;
  readonly language: string;
  readonly properties: readonly ConnectValue[];
  readonly contentControls: readonly ConnectValue[];
  /** What is called when the document is there; the argument is Office Connector's `oc:` URL. */
  readonly callback: { readonly process: string; readonly argument: string };
}

interface XmlElement {
  readonly textContent: string;
  getAttribute(name: string): string | null;
  getElementsByTagName(name: string): Iterable<XmlElement>;
}

const CUSTOM_INTERFACE = '70e94788-ce84-4460-9698-5663878a295b';
const DOCUMENT_PARAMETER = '2de8db66-f3d7-456d-bba3-6bb0f12c1fb6';

/** Reads it as the real client does: document functions by their id, whatever case and name they have. */
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
