import { randomUUID } from 'node:crypto';
import {
  CreateBucketCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  ListMultipartUploadsCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { Secret } from '../../src/platform/config/secret.js';
import { Bucket } from '../../src/storage/providers/bucket.s3.js';
import { S3ShardStore } from '../../src/storage/providers/shard-store.s3.js';
import type { S3Provider } from '../../src/storage/providers/provider-settings.js';
import type { RunningS3 } from '../running-s3.js';

/** One bucket at a running server, and who looks into it from outside. */
export class S3Fixture {
  static readonly bucket = 'kontor-shards';
  readonly #client: S3Client;

  constructor(private readonly server: RunningS3) {
    const { endpoint, region, accessKeyId, secretAccessKey } = server;
    this.#client = new S3Client({
      endpoint,
      region,
      credentials: { accessKeyId, secretAccessKey },
      forcePathStyle: true,
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
    });
  }

  async makeBucket(): Promise<void> {
    await this.#client.send(new CreateBucketCommand({ Bucket: S3Fixture.bucket }));
  }

  place(changes: Partial<S3Provider> = {}): S3Provider {
    return {
      kind: 's3',
      bucket: S3Fixture.bucket,
      prefix: randomUUID(),
      endpoint: this.server.endpoint,
      region: this.server.region,
      pathStyle: true,
      accessKeyId: new Secret(this.server.accessKeyId),
      secretAccessKey: new Secret(this.server.secretAccessKey),
      ...changes,
    };
  }

  /** A store under a prefix of its own. */
  store(changes: Partial<S3Provider> = {}, answerWithinMs?: number, name = 'far'): S3ShardStore {
    return new S3ShardStore(name, new Bucket(this.place(changes), answerWithinMs));
  }

  /** Keys below the prefix, as the server tells a stranger; at most a thousand. */
  async keys(prefix: string): Promise<string[]> {
    const command = new ListObjectsV2Command({ Bucket: S3Fixture.bucket, Prefix: prefix });
    return ((await this.#client.send(command)).Contents ?? []).map(({ Key }) => Key ?? '');
  }

  async bytesOf(key: string): Promise<Buffer> {
    const command = new GetObjectCommand({ Bucket: S3Fixture.bucket, Key: key });
    const { Body } = await this.#client.send(command);
    return Buffer.from((await Body?.transformToByteArray()) ?? []);
  }

  /** Other bytes under a key, past Kontor. */
  async overwrite(key: string, bytes: Buffer): Promise<void> {
    const command = new PutObjectCommand({ Bucket: S3Fixture.bucket, Key: key, Body: bytes });
    await this.#client.send(command);
  }

  async remove(key: string): Promise<void> {
    await this.#client.send(new DeleteObjectCommand({ Bucket: S3Fixture.bucket, Key: key }));
  }

  /** Removes what lies below the prefix; how many it was. */
  async empty(prefix: string): Promise<number> {
    const keys = await this.keys(prefix);
    await Promise.all(keys.map((key) => this.remove(key)));
    return keys.length;
  }

  async uploads(prefix: string): Promise<number> {
    const command = new ListMultipartUploadsCommand({ Bucket: S3Fixture.bucket, Prefix: prefix });
    return ((await this.#client.send(command)).Uploads ?? []).length;
  }

  close(): void {
    this.#client.destroy();
  }
}
