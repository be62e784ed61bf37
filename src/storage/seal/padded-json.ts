/** Padding hides the exact length of a title, or of a list of members. */
const STEP_BYTES = 256;

/** JSON with spaces behind it, up to a multiple of 256 bytes. */
export function paddedJson(value: object): Buffer {
  const json = Buffer.from(JSON.stringify(value));
  const padded = Buffer.alloc(Math.ceil(json.length / STEP_BYTES) * STEP_BYTES, ' ');
  json.copy(padded);
  return padded;
}
