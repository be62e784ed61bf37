/** Everything outside the production Char of XML 1.0; lone surrogates are among it. */
const FORBIDDEN = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/u;
const ALL_FORBIDDEN = new RegExp(FORBIDDEN, 'gu');

/** Nmtoken of XML 1.0: what the vendor's schema allows as a key or an id. */
const NAME_TOKEN =
  // oxlint-disable-next-line no-misleading-character-class -- these are ranges of code points, not letters
  /^[-.:\w\u{B7}\u{C0}-\u{D6}\u{D8}-\u{F6}\u{F8}-\u{37D}\u{37F}-\u{1FFF}\u{200C}\u{200D}\u{203F}\u{2040}\u{2070}-\u{218F}\u{2C00}-\u{2FEF}\u{3001}-\u{D7FF}\u{F900}-\u{FDCF}\u{FDF0}-\u{FFFD}\u{10000}-\u{EFFFF}]+$/u;

/** The first character that no XML document may contain, as `U+000B`; undefined when there is none. */
export function forbiddenCharacterIn(text: string): string | undefined {
  const found = FORBIDDEN.exec(text)?.[0].codePointAt(0);
  return found === undefined ? undefined : `U+${found.toString(16).toUpperCase().padStart(4, '0')}`;
}

export const withoutForbiddenCharacters = (text: string): string => text.replace(ALL_FORBIDDEN, '');

export const isNameToken = (text: string): boolean => NAME_TOKEN.test(text);

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
 * the end. xmlbuilder2's own writer has no such layout, does not escape `&amp;` in a text, and does not escape
 * carriage returns, which parsers then turn into line feeds.
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
