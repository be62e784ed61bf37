import { useMessages } from './viewer.js';

export type ShardMark = 'present' | 'missing' | 'repairing';

export interface ShardGlyphProps {
  readonly marks: readonly ShardMark[];
  readonly required: number;
}

const STEP = 9;

/** How safely a version is kept: a disc for each piece that is there, a ring for each that is not. */
export function ShardGlyph({ marks, required }: ShardGlyphProps) {
  const messages = useMessages();
  const present = marks.filter((mark) => mark === 'present').length;
  const label = messages.document.shardsPresent(present, marks.length, required);
  return (
    <svg
      class="glyph"
      role="img"
      aria-label={label}
      viewBox={`0 0 ${marks.length * STEP} 9`}
      width={marks.length * STEP}
      height="9"
    >
      <title>{label}</title>
      {marks.map((mark, index) => (
        <circle class={`glyph-${mark}`} cx={index * STEP + 4.5} cy="4.5" r="2.75" />
      ))}
    </svg>
  );
}
