/**
 * Memory that was lent to a thread which never answered. The thread may touch it whenever its call returns, so
 * nobody uses it again; the collector takes it once the thread has let go.
 */
const lost = new WeakSet<ArrayBufferLike>();

export const leaveToThread = (bytes: Uint8Array): void => void lost.add(bytes.buffer);

export const isLeftToThread = (bytes: Uint8Array): boolean => lost.has(bytes.buffer);
