/** An S3 server that a test started, with a person who may make buckets there. */
export interface RunningS3 {
  readonly endpoint: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  stop(): Promise<void>;
}
