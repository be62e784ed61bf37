import type { Readable } from 'node:stream';
import type { GetObjectCommandOutput, S3Client } from '@aws-sdk/client-s3';
import { BucketFailure, failureFrom } from './bucket-failure.s3.js';
import type { S3Provider } from './provider-settings.js';

type Sdk = typeof import('@aws-sdk/client-s3');

const CONNECT_WITHIN_MS = 3_000;
const ANSWER_WITHIN_MS = 30_000;
const MAX_CONNECTIONS = 32;

/** Bytes to write, with their MD5 in base64. */
export interface Content {
  readonly bytes: Buffer;
  readonly md5: string;
}

export interface Upload {
  readonly key: string;
  readonly id: string;
}

/** The last bytes of an object, and its whole size. */
export interface Tail {
  readonly bytes: Buffer;
  readonly size: number;
}

/**
 * One bucket and prefix at an S3 server, with the requests we need; each is sent once. Only what all servers
 * support is used: no conditional writes, `Content-MD5` on every write, bodies of known length. Rejects with
 * `BucketFailure`.
 */
export class Bucket {
  #connected: Promise<{ sdk: Sdk; client: S3Client }> | undefined;

  constructor(
    private readonly at: S3Provider,
    private readonly answerWithinMs = ANSWER_WITHIN_MS,
  ) {}

  async put(key: string, content: Content, stop?: AbortSignal): Promise<void> {
    await this.#ask(stop, ({ sdk, client }, abortSignal) => {
      const command = new sdk.PutObjectCommand({ ...this.#at(key), ...bodyOf(content) });
      return client.send(command, { abortSignal });
    });
  }

  /** True when the server refuses to overwrite an object. For finding out what the server can do. */
  async refusesSecond(key: string, content: Content): Promise<boolean> {
    return this.#ask(undefined, async ({ sdk, client }, abortSignal) => {
      const which = { ...this.#at(key), IfNoneMatch: '*' };
      const command = new sdk.PutObjectCommand({ ...which, ...bodyOf(content) });
      return client.send(command, { abortSignal }).then(
        () => false,
        (error: unknown) => {
          if (statusOf(error) === 412) return true;
          throw error;
        },
      );
    });
  }

  /** Fills `into` with the bytes from `offset` on. */
  async read(key: string, into: Uint8Array, offset: number, stop: AbortSignal): Promise<void> {
    const range = `bytes=${offset}-${offset + into.length - 1}`;
    await this.#ask(stop, async ({ sdk, client }, abortSignal) => {
      const command = new sdk.GetObjectCommand({ ...this.#at(key), Range: range });
      const answer = await client.send(command, { abortSignal });
      const { start } = rangeOf(answer);
      await collect(answer, start === offset ? into : undefined);
    });
  }

  /** The last bytes, at most `length`; one request returns the size and what a reader needs first. */
  async tail(key: string, length: number, stop?: AbortSignal): Promise<Tail> {
    return this.#ask(stop, async ({ sdk, client }, abortSignal) => {
      const command = new sdk.GetObjectCommand({ ...this.#at(key), Range: `bytes=-${length}` });
      const answer = await client.send(command, { abortSignal }).catch(nothingThere);
      if (answer === undefined) return { bytes: Buffer.alloc(0), size: 0 };
      const { start, size } = rangeOf(answer);
      const bytes = Buffer.allocUnsafeSlow(size - start);
      await collect(answer, bytes.length <= length ? bytes : undefined);
      return { bytes, size };
    });
  }

  async sizeOf(key: string): Promise<number | undefined> {
    return this.#ask(undefined, async ({ sdk, client }, abortSignal) => {
      const answer = await client.send(new sdk.HeadObjectCommand(this.#at(key)), { abortSignal });
      return answer.ContentLength;
    });
  }

  async remove(key: string): Promise<void> {
    await this.#ask(undefined, ({ sdk, client }, abortSignal) =>
      client.send(new sdk.DeleteObjectCommand(this.#at(key)), { abortSignal }),
    ).catch(ignoreAbsent);
  }

  /** One page of the keys below a folder; `next` is the token of the following page. */
  async page(folder: string, from?: string): Promise<{ keys: string[]; next: string | undefined }> {
    return this.#ask(undefined, async ({ sdk, client }, abortSignal) => {
      const command = new sdk.ListObjectsV2Command({
        Bucket: this.at.bucket,
        Prefix: this.#path(`${folder}/`),
        ContinuationToken: from,
      });
      const answer = await client.send(command, { abortSignal });
      const keys = (answer.Contents ?? []).map(({ Key }) => this.#keyOf(Key ?? ''));
      return { keys, next: answer.IsTruncated ? answer.NextContinuationToken : undefined };
    });
  }

  async begin(key: string, stop: AbortSignal): Promise<Upload> {
    return this.#ask(stop, async ({ sdk, client }, abortSignal) => {
      const command = new sdk.CreateMultipartUploadCommand(this.#at(key));
      const { UploadId: id } = await client.send(command, { abortSignal });
      if (id === undefined) throw new BucketFailure('NoUploadId', undefined);
      return { key, id };
    });
  }

  /** Parts count from 1. Returns the tag that names the part when the upload is completed. */
  async putPart(
    upload: Upload,
    number: number,
    content: Content,
    stop: AbortSignal,
  ): Promise<string> {
    return this.#ask(stop, async ({ sdk, client }, abortSignal) => {
      const which = { ...this.#at(upload.key), UploadId: upload.id, PartNumber: number };
      const command = new sdk.UploadPartCommand({ ...which, ...bodyOf(content) });
      const { ETag: tag } = await client.send(command, { abortSignal });
      if (tag === undefined) throw new BucketFailure('NoETag', undefined);
      return tag;
    });
  }

  async complete(upload: Upload, tags: readonly string[], stop: AbortSignal): Promise<void> {
    await this.#ask(stop, ({ sdk, client }, abortSignal) => {
      const Parts = tags.map((ETag, i) => ({ ETag, PartNumber: i + 1 }));
      const which = { ...this.#at(upload.key), UploadId: upload.id };
      const command = new sdk.CompleteMultipartUploadCommand({
        ...which,
        MultipartUpload: { Parts },
      });
      return client.send(command, { abortSignal });
    });
  }

  async cancel({ key, id }: Upload): Promise<void> {
    await this.#ask(undefined, ({ sdk, client }, abortSignal) => {
      const which = { ...this.#at(key), UploadId: id };
      return client.send(new sdk.AbortMultipartUploadCommand(which), { abortSignal });
    }).catch(ignoreAbsent);
  }

  /** Unfinished uploads whose key starts with `prefix`; at most a thousand. */
  async uploads(prefix: string): Promise<(Upload & { readonly begunAtMs: number })[]> {
    return this.#ask(undefined, async ({ sdk, client }, abortSignal) => {
      const Prefix = this.#path(prefix);
      const command = new sdk.ListMultipartUploadsCommand({ Bucket: this.at.bucket, Prefix });
      const { Uploads = [] } = await client.send(command, { abortSignal });
      return Uploads.flatMap(({ Key, UploadId, Initiated }) =>
        Key === undefined || UploadId === undefined
          ? []
          : [{ key: this.#keyOf(Key), id: UploadId, begunAtMs: Initiated?.getTime() ?? 0 }],
      );
    });
  }

  async #ask<T>(
    stop: AbortSignal | undefined,
    request: (connected: { sdk: Sdk; client: S3Client }, signal: AbortSignal) => Promise<T>,
  ): Promise<T> {
    const deadline = AbortSignal.timeout(this.answerWithinMs);
    const signal = stop === undefined ? deadline : AbortSignal.any([stop, deadline]);
    try {
      return await request(await (this.#connected ??= this.#connect()), signal);
    } catch (error) {
      throw failureFrom(error, { stopped: stop, deadline });
    }
  }

  /** The client is loaded on first use, so that installations without S3 never load it. */
  async #connect(): Promise<{ sdk: Sdk; client: S3Client }> {
    const sdk = await import('@aws-sdk/client-s3');
    const { endpoint, region, pathStyle, accessKeyId, secretAccessKey } = this.at;
    const agent = { keepAlive: true, maxSockets: MAX_CONNECTIONS };
    const client = new sdk.S3Client({
      region,
      ...(endpoint !== undefined && { endpoint }),
      forcePathStyle: pathStyle,
      credentials: {
        accessKeyId: accessKeyId.reveal(),
        secretAccessKey: secretAccessKey.reveal(),
      },
      // `retrying` repeats requests, for all kinds of providers.
      maxAttempts: 1,
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
      expectContinueHeader: false,
      requestHandler: {
        connectionTimeout: CONNECT_WITHIN_MS,
        httpAgent: agent,
        httpsAgent: agent,
      },
    });
    return { sdk, client };
  }

  #at(key: string): { Bucket: string; Key: string } {
    return { Bucket: this.at.bucket, Key: this.#path(key) };
  }

  #path(key: string): string {
    return this.at.prefix === '' ? key : `${this.at.prefix}/${key}`;
  }

  #keyOf(path: string): string {
    return this.at.prefix === '' ? path : path.slice(this.at.prefix.length + 1);
  }
}

const bodyOf = ({ bytes, md5 }: Content) => ({
  Body: bytes,
  ContentLength: bytes.length,
  ContentMD5: md5,
});

/** Which bytes an answer contains; all of them when the server ignored the range. */
function rangeOf(answer: GetObjectCommandOutput): { start: number; size: number } {
  const [, start, size] = /^bytes (\d+)-\d+\/(\d+)$/.exec(answer.ContentRange ?? '') ?? [];
  if (size !== undefined) return { start: Number(start), size: Number(size) };
  return { start: 0, size: answer.ContentLength ?? 0 };
}

/** Fills `into` exactly; without `into` the answer is discarded. */
async function collect(answer: GetObjectCommandOutput, into: Uint8Array | undefined) {
  const body = answer.Body as Readable;
  if (into === undefined) {
    body.destroy();
    throw new BucketFailure('RangeIgnored', undefined);
  }
  let length = 0;
  for await (const piece of body as AsyncIterable<Buffer>) {
    if (length + piece.length > into.length) throw new BucketFailure('RangeIgnored', undefined);
    into.set(piece, length);
    length += piece.length;
  }
  if (length < into.length) throw new BucketFailure('IncompleteBody', undefined);
}

/** An empty object has no last bytes: 416. */
function nothingThere(error: unknown): undefined {
  if (statusOf(error) !== 416) throw error;
  return undefined;
}

const statusOf = (error: unknown): number | undefined =>
  (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode;

function ignoreAbsent(error: unknown): void {
  const absent = ['NoSuchKey', 'NoSuchUpload', 'NotFound', 'HTTP404'];
  if (!(error instanceof BucketFailure && error.isOneOf(...absent))) throw error;
}
