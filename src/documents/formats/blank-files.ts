export const BLANK_KINDS = [
  ...(['docx', 'xlsx', 'pptx', 'odt', 'ods', 'odp'] as const),
  ...(['txt', 'csv', 'md', 'pdf'] as const),
] as const;
export type BlankKind = (typeof BLANK_KINDS)[number];

/** The formats in which a new document, spreadsheet or presentation starts. */
export const FILE_FAMILIES = ['ooxml', 'odf'] as const;
export type FileFamily = (typeof FILE_FAMILIES)[number];

export const FAMILY_KINDS = {
  ooxml: { word: 'docx', cell: 'xlsx', slide: 'pptx' },
  odf: { word: 'odt', cell: 'ods', slide: 'odp' },
} as const satisfies Record<FileFamily, Record<'word' | 'cell' | 'slide', BlankKind>>;

/** A file of a package, before the language is put in. */
export interface BlankPart {
  readonly name: string;
  readonly text: string;
}

/** Makes a file of its parts; the same parts give the same bytes. */
export type PackParts = (parts: readonly BlankPart[]) => Uint8Array;

/**
 * Valid empty files of each kind that people can create, in a person's language and on their paper. The parts of a
 * package contain marks such as `@LANG@`, which are replaced by what `marksOf` says.
 */
export class BlankFiles {
  readonly #made = new Map<string, Uint8Array>();

  constructor(
    private readonly parts: ReadonlyMap<BlankKind, readonly BlankPart[]>,
    private readonly pack: PackParts,
  ) {}

  /** `lang` is a language tag, such as `de-CH`; what is no tag counts as English. */
  of(kind: BlankKind, lang = 'en'): Uint8Array {
    const marks = marksOf(lang);
    const name = `${kind} ${marks.LANG} ${marks.SHEET}`;
    const made = this.#made.get(name) ?? this.#make(kind, marks);
    if (this.#made.size < MAX_KEPT) this.#made.set(name, made);
    return made;
  }

  #make(kind: BlankKind, marks: Marks): Uint8Array {
    const parts = this.parts.get(kind);
    if (kind === 'pdf') return blankPdf(marks);
    if (parts === undefined) return new Uint8Array();
    return this.pack(
      parts.map(({ name, text }) => ({
        name,
        text: text.replaceAll(
          /@([A-Z_]+)@/g,
          (mark, key: string) => marks[key as keyof Marks] ?? mark,
        ),
      })),
    );
  }
}

/** Ten kinds in a dozen languages; a few kilobytes each. */
const MAX_KEPT = 120;

/** Countries whose paper is US Letter (CLDR, `measurementData/paperSize`); all others use A4. */
const LETTER = 'BZ CA CL CO CR GT MX NI PA PH PR SV US VE'.split(' ');
/** For a language without a country: those of this desk, and only then where most of its speakers live. */
const COUNTRIES: Readonly<Record<string, string>> = { de: 'CH', fr: 'CH', it: 'CH', en: 'GB' };
/** What spreadsheet programs name the first sheet. */
const SHEETS: Readonly<Record<string, string>> = { de: 'Tabelle1', fr: 'Feuille1', it: 'Foglio1' };

const PAPERS = {
  /** In twentieths of a point, in centimetres, in points, and by its number in spreadsheets (ECMA-376, `pageSetup`). */
  a4: { twips: [11_906, 16_838], cm: ['21', '29.7'], points: [595, 842], number: 9 },
  letter: { twips: [12_240, 15_840], cm: ['21.59', '27.94'], points: [612, 792], number: 1 },
} as const;

type Marks = ReturnType<typeof marksOf>;

function marksOf(tag: string) {
  const { language, region } = countryOf(tag);
  const paper = LETTER.includes(region) ? PAPERS.letter : PAPERS.a4;
  return {
    LANG: `${language}-${region}`,
    LANGUAGE: language,
    COUNTRY: region,
    SHEET: SHEETS[language] ?? 'Sheet1',
    TWIPS_WIDTH: String(paper.twips[0]),
    TWIPS_HEIGHT: String(paper.twips[1]),
    CM_WIDTH: paper.cm[0],
    CM_HEIGHT: paper.cm[1],
    POINTS_WIDTH: String(paper.points[0]),
    POINTS_HEIGHT: String(paper.points[1]),
    PAPER: String(paper.number),
  };
}

function countryOf(tag: string): { language: string; region: string } {
  try {
    const { language, region } = new Intl.Locale(tag);
    const known = region ?? COUNTRIES[language] ?? new Intl.Locale(tag).maximize().region;
    if (/^[a-z]{2,3}$/.test(language) && known !== undefined) return { language, region: known };
  } catch {
    // No language tag.
  }
  return { language: 'en', region: 'GB' };
}

/** One empty page with an empty form, to which the editor adds fields (ISO 32000-1, 7.5 and 12.7.2). */
function blankPdf({ LANG, POINTS_WIDTH, POINTS_HEIGHT }: Marks): Uint8Array {
  const objects = [
    `<< /Type /Catalog /Pages 2 0 R /Lang (${LANG}) /AcroForm << /Fields [] >> >>`,
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${POINTS_WIDTH} ${POINTS_HEIGHT}] /Resources << >> >>`,
  ];
  let text = '%PDF-1.7\n';
  const entries = ['0000000000 65535 f \n'];
  for (const [index, object] of objects.entries()) {
    entries.push(`${String(text.length).padStart(10, '0')} 00000 n \n`);
    text += `${index + 1} 0 obj\n${object}\nendobj\n`;
  }
  const trailer = `trailer\n<< /Size ${entries.length} /Root 1 0 R >>\nstartxref\n${text.length}\n%%EOF\n`;
  return Buffer.from(`${text}xref\n0 ${entries.length}\n${entries.join('')}${trailer}`, 'latin1');
}
