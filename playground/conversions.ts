import { convertContent, isProtected, unlocked, type PictureSize } from './document-content.js';
import type { Parameters } from './incoming-requests.js';
import type { SimulatorContext } from './simulator-context.js';
import { text } from './token.js';

export type ConversionAnswer =
  | { readonly error: number }
  | {
      readonly fileUrl: string;
      readonly fileType: string;
      readonly percent: 100;
      readonly endConvert: true;
    }
  | { readonly percent: 0; readonly endConvert: false };

interface ConversionRequest {
  readonly key: string | undefined;
  readonly url: string;
  readonly from: string;
  readonly to: string;
  readonly password: string;
  readonly size: PictureSize | undefined;
}

type Outcome = { readonly path: string; readonly fileType: string } | { readonly error: number };

const codes = { failed: -3, download: -4, password: -5, parameters: -7, token: -8 } as const;

const keyCharset = /^[0-9a-zA-Z._=-]+$/;
const formatCharset = /^[a-zA-Z0-9]*$/;

/**
 * The conversion service. As in the real one, results are cached by key and target format only: without a key,
 * callers get each other's files.
 */
export class Conversions {
  readonly #outcomes = new Map<string, Promise<Outcome>>();
  readonly #finished = new Set<string>();
  readonly #context: SimulatorContext;

  constructor(context: SimulatorContext) {
    this.#context = context;
  }

  async run({ values }: Parameters, base: string): Promise<ConversionAnswer> {
    if (!values) return { error: codes.token };
    const request = requestOf(values);
    if (!request) return { error: codes.parameters };
    const id = `conv_${request.key}_${request.to}`;
    const pending = this.#start(id, request);
    const waits = values.async !== true && values.async !== 'true';
    if (!waits && !this.#finished.has(id)) return { percent: 0, endConvert: false };
    return this.#answer(await pending, { base, shardkey: request.key });
  }

  #start(id: string, request: ConversionRequest): Promise<Outcome> {
    const known = this.#outcomes.get(id);
    if (known) return known;
    const outcome = this.#convert(id, request);
    this.#outcomes.set(id, outcome);
    void this.#settle(id, outcome);
    return outcome;
  }

  async #settle(id: string, outcome: Promise<Outcome>): Promise<void> {
    const result = await outcome;
    this.#finished.add(id);
    // A failed download may succeed next time; a failed conversion would fail again.
    if ('error' in result && result.error === codes.download) this.#outcomes.delete(id);
  }

  async #convert(id: string, request: ConversionRequest): Promise<Outcome> {
    const { to } = request;
    const { faults, files } = this.#context;
    if (faults.orders > 0) {
      faults.orders--;
      return { error: faults.orderError };
    }
    const source = await this.#context.fetchSource(request.url).catch(() => undefined);
    if (!source) return { error: codes.download };
    const content = isProtected(source) ? unlocked(request.password) : source;
    if (content === undefined) return { error: codes.password };
    const from = isProtected(source) ? 'docx' : request.from;
    const bytes = attempt(() => convertContent(from, content, to, request.size));
    if (!bytes) return { error: codes.failed };
    const fileType = to === 'pdfa' ? 'pdf' : to;
    return { path: files.put(`data/${id}`, `output.${fileType}`, bytes), fileType };
  }

  #answer(
    outcome: Outcome,
    link: { base: string; shardkey: string | undefined },
  ): ConversionAnswer {
    if ('error' in outcome) return outcome;
    const fileUrl = this.#context.files.link(outcome.path, link);
    return { fileUrl, fileType: outcome.fileType, percent: 100, endConvert: true };
  }
}

function attempt(convert: () => Uint8Array | undefined): Uint8Array | undefined {
  try {
    return convert();
  } catch {
    return undefined;
  }
}

function requestOf(values: Record<string, unknown>): ConversionRequest | undefined {
  const from = format(values.filetype ?? values.fileType);
  const to = target(format(values.outputtype ?? values.outputType));
  const key = values.key === undefined ? undefined : text(values.key);
  const url = text(values.url);
  if (key !== undefined && !keyCharset.test(key)) return undefined;
  return from === undefined || !to || url === ''
    ? undefined
    : { key, url, from, to, password: text(values.password), size: sizeOf(values.thumbnail) };
}

function sizeOf(thumbnail: unknown): ConversionRequest['size'] {
  const { width, height } = (thumbnail ?? {}) as { width?: unknown; height?: unknown };
  return isPixels(width) && isPixels(height) ? { width, height } : undefined;
}

const isPixels = (value: unknown): value is number =>
  Number.isInteger(value) && (value as number) > 0 && (value as number) <= 4000;

const format = (value: unknown): string | undefined => {
  const name = text(value).replace(/^\./, '');
  return formatCharset.test(name) ? name.toLowerCase() : undefined;
};

const target = (name: string | undefined): string | undefined => (name === 'ooxml' ? 'docx' : name);

/** The answer of the older service. */
export function conversionXml(answer: ConversionAnswer): string {
  const fields =
    'error' in answer
      ? [['Error', answer.error]]
      : [
          ...('fileUrl' in answer
            ? [
                ['FileUrl', answer.fileUrl.replaceAll('&', '&amp;')],
                ['FileType', answer.fileType],
              ]
            : []),
          ['Percent', answer.percent],
          ['EndConvert', answer.endConvert ? 'True' : 'False'],
        ];
  const inner = fields.map(([name, value]) => `<${name}>${value}</${name}>`).join('');
  return `<?xml version="1.0" encoding="utf-8"?><FileResult>${inner}</FileResult>`;
}
