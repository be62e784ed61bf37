import { FileKindIcon, type FileKind } from './file-kind.js';

export interface PictureOf {
  readonly id: string;
  readonly kind: FileKind;
  /** The version whose first page is shown; undefined where there is no picture. */
  readonly pictured: number | undefined;
}

/**
 * The first page of a document over the icon of its kind. The icon stays while there is no picture, at the same place
 * and size; the title beside it says everything, so the picture is not announced.
 */
export function Picture({ id, kind, pictured }: PictureOf) {
  return (
    <span class="picture">
      <FileKindIcon kind={kind} />
      {pictured !== undefined && (
        <img
          class="thumbnail"
          src={`/api/documents/${id}/thumbnail?version=${pictured}&or=nothing`}
          width="24"
          height="34"
          alt=""
          loading="lazy"
          decoding="async"
        />
      )}
    </span>
  );
}
