/** As the original integration spells them on disks; Office Connector and scripts know these names. */
const SPELLED: Record<string, string> = {
  ...{ Ä: 'Ae', Æ: 'Ae', Ö: 'Oe', Ü: 'Ue', ä: 'ae', æ: 'ae', ö: 'oe', ü: 'ue', ß: 'ss' },
  ...{ à: 'a', œ: 'oe', Œ: 'Oe', '&': '+', ø: 'o', Ø: 'O', ł: 'l', Ł: 'L', đ: 'd', Đ: 'D' },
  ...{ '’': "'", '–': '-', '—': '-' },
};
const MAX_CHARS = 100;

/** A name every file system takes: ASCII letters and digits and `+-_.,=()`, at most 100 characters. */
export function fileNameOf(title: string, extension: string): string {
  const ascii = [...title.normalize('NFKC')]
    .map((character) => SPELLED[character] ?? character)
    .join('')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '');
  const name = ascii
    .replace(/[^A-Za-z0-9 +\-_.,=()]+/g, ' ')
    .replace(/ +/g, ' ')
    .trimStart()
    .slice(0, MAX_CHARS)
    .trimEnd();
  return `${name}.${extension}`;
}
