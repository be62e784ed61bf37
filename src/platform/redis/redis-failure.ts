/** It did not do what it was asked, in time or at all. Whoever asks has another way; people never see this. */
export class RedisFailure extends Error {
  override readonly name = 'RedisFailure';
}
