export {
  ObjectStore,
  type ByteRange,
  type FileKey,
  type ObjectRef,
  type PutObject,
  type ShardPresence,
  type StoredObject,
  type StoredShard,
} from './object-store.js';
