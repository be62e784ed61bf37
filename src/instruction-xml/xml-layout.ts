/** The little of a document tree that the layout reads. */
export interface TreeNode {
  readonly nodeType: number;
  readonly nodeName: string;
  readonly nodeValue: string | null;
  readonly firstChild: TreeNode | null;
  readonly nextSibling: TreeNode | null;
  readonly attributes?: Iterable<{ readonly name: string; readonly value: string }>;
}

const TEXT_NODE = 3;

/**
 * Writes a tree as the original integration's library did, byte for byte: declaration in single quotes, two
 * spaces a level, text on its element's line, `<A></A>` for an empty text and `<A/>` for none, a newline at
 * the end. xmlbuilder2's own writer knows no such layout, leaves `&amp;` in a text as it stands, and lets
 * parsers turn carriage returns into line feeds.
 */
export const layOut = (root: TreeNode): string =>
  `<?xml version='1.0' encoding='UTF-8'?>\n${elementLines(root, '')}`;

function elementLines(element: TreeNode, indent: string): string {
  const name = element.nodeName;
  const open = `${indent}<${name}${attributesOf(element)}`;
  const first = element.firstChild;
  if (first === null) return `${open}/>\n`;
  if (first.nodeType === TEXT_NODE) {
    return `${open}>${escapeText(first.nodeValue ?? '')}</${name}>\n`;
  }
  let inside = '';
  for (let child: TreeNode | null = first; child !== null; child = child.nextSibling) {
    inside += elementLines(child, `${indent}  `);
  }
  return `${open}>\n${inside}${indent}</${name}>\n`;
}

function attributesOf(element: TreeNode): string {
  let attributes = '';
  for (const { name, value } of element.attributes ?? []) {
    attributes += ` ${name}="${escapeAttribute(value)}"`;
  }
  return attributes;
}

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
};

const escapeText = (text: string): string => text.replace(/[&<>\r]/g, entityOf);
const escapeAttribute = (text: string): string => text.replace(/[&<>"\t\n\r]/g, entityOf);
const entityOf = (character: string): string => ENTITIES[character] ?? character;
