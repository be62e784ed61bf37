import { align } from './aligned-lines.js';

/** How a format writes the paragraphs of a slide. */
export interface SlideMarkup {
  /** Global; a paragraph with everything in it. */
  readonly paragraph: RegExp;
  readonly textOf: (paragraph: string) => string;
  /** With another text, in the paragraph's own format. */
  readonly withText: (paragraph: string, text: string) => string;
  readonly newParagraph: (text: string) => string;
  /** With a box for these lines; for a slide that has none. */
  readonly withBox: (slide: string, lines: readonly string[]) => string;
}

interface Paragraph {
  readonly start: number;
  readonly markup: string;
  readonly text: string;
}

const paragraphsIn = (slide: string, { paragraph, textOf }: SlideMarkup): readonly Paragraph[] =>
  [...slide.matchAll(paragraph)].map((found) => ({
    ...{ start: found.index, markup: found[0], text: textOf(found[0]) },
  }));

/** The paragraphs of all its boxes as lines. */
export const slideLines = (slide: string, markup: SlideMarkup): readonly string[] =>
  paragraphsIn(slide, markup).map(({ text }) => text);

/** The same slide with these lines; paragraphs that stay keep their markup, and each box keeps one at least. */
export function withSlideLines(
  slide: string,
  lines: readonly string[],
  markup: SlideMarkup,
): string {
  const found = paragraphsIn(slide, markup);
  if (found.length === 0) return lines.join('') === '' ? slide : markup.withBox(slide, lines);
  const pairs = align(
    found.map(({ text }) => text),
    lines,
  );
  const box = boxesOf(slide, found);
  /** Boxes that keep a paragraph. */
  const kept = new Set(
    pairs.flatMap(({ before, after }) =>
      before === undefined || after === undefined ? [] : [box[before]!],
    ),
  );
  let [result, position] = ['', 0];
  for (const { before, after } of pairs) {
    const line = after === undefined ? undefined : lines[after]!;
    if (before === undefined) {
      if (position === 0) result += slide.slice(0, (position = found[0]!.start));
      result += markup.newParagraph(line!);
      continue;
    }
    const { start, markup: paragraph, text } = found[before]!;
    result += slide.slice(position, Math.max(position, start));
    position = start + paragraph.length;
    if (line !== undefined) result += line === text ? paragraph : markup.withText(paragraph, line);
    else if (!kept.has(box[before]!)) {
      kept.add(box[before]!);
      result += markup.withText(paragraph, '');
    }
  }
  return result + slide.slice(position);
}

/** For each paragraph the number of its box: those that directly follow each other are in one. */
function boxesOf(slide: string, found: readonly Paragraph[]): readonly number[] {
  let box = 0;
  return found.map(({ start }, index) => {
    const former = found[index - 1];
    if (former === undefined) return box;
    const between = slide.slice(former.start + former.markup.length, start);
    return between.trim() === '' ? box : ++box;
  });
}
