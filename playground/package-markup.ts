/** Gaps and repetitions are shown up to here: a format may say that an empty cell stands there a million times. */
export const MAX_REPEATED = 256;

/** What is written as a number into a cell. */
export const NUMBER = /^-?\d{1,15}(?:\.\d{1,10})?$/;

/** An element that contains none of its own kind: its attributes and what is in it. */
export const element = (name: string): RegExp =>
  new RegExp(`<${name}((?:\\s[^>]*?)?)(?:/>|>([\\s\\S]*?)</${name}>)`, 'g');

export const attribute = (attributes: string, name: string): string | undefined =>
  new RegExp(`\\s${name}="([^"]*)"`).exec(attributes)?.[1];
