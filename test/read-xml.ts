/** One element as a strict parser reads it; nothing here comes from the code under test. */
export interface ReadElement {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: ReadElement[];
  text: string;
}

const DECLARATION = /^<\?xml version='1\.0' encoding='UTF-8'\?>\n/;
const TOKEN = /<(\/?)([A-Za-z]\w*)((?:\s+[\w:]+="[^"<]*")*)(\/?)>|([^<]+)/y;
const ATTRIBUTE = /([\w:]+)="([^"<]*)"/g;
const NAMED: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const NOT_CHAR = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/u;

/** Reads the elements, attributes and texts of XML 1.0, with its rules for line ends; throws on any fault. */
export function readXml(xml: string): ReadElement {
  if (NOT_CHAR.test(xml)) throw new Error('a character that XML forbids');
  const text = xml.replace(DECLARATION, '').replace(/\r\n?/g, '\n');
  const document = element('', '');
  const open = [document];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const at = TOKEN.lastIndex;
    const found = TOKEN.exec(text);
    if (found === null) throw new Error(`not well-formed at ${at}: ${text.slice(at, at + 40)}`);
    take(found, open);
  }
  const [root] = document.children;
  if (open.length > 1 || root === undefined || document.text.trim() !== '')
    throw new Error('not exactly one whole element');
  return root;
}

function take(
  [, end, name = '', attributes = '', empty, words]: RegExpExecArray,
  open: ReadElement[],
) {
  const inside = open.at(-1);
  if (inside === undefined) throw new Error('text after the end');
  if (words !== undefined) {
    if (words.includes(']]>')) throw new Error(']]> in a text');
    inside.text += decode(words);
  } else if (end) {
    if (open.pop()?.name !== name) throw new Error(`</${name}> closes another element`);
  } else {
    const child = element(name, attributes);
    inside.children.push(child);
    if (!empty) open.push(child);
  }
}

function element(name: string, written: string): ReadElement {
  const attributes = new Map<string, string>();
  for (const [, key = '', value = ''] of written.matchAll(ATTRIBUTE)) {
    if (attributes.has(key)) throw new Error(`${key} twice`);
    attributes.set(key, decode(value.replace(/[\t\n]/g, ' ')));
  }
  return { name, attributes, children: [], text: '' };
}

const decode = (text: string): string =>
  text.replace(/&(?:#(\d+);|(\w+);)?/g, (whole, number?: string, name?: string) => {
    const character = number ? String.fromCodePoint(Number(number)) : name && NAMED[name];
    if (!character) throw new Error(`unknown reference ${whole}`);
    return character;
  });

/** Every element of that name, in document order. */
export const elementsNamed = (from: ReadElement, name: string): ReadElement[] =>
  from.children.flatMap((child) => [
    ...(child.name === name ? [child] : []),
    ...elementsNamed(child, name),
  ]);
