import { type Static, Type } from 'typebox';

export const StreamOptions = Type.Object({
  /** Whether deltas are padded so that their lengths tell nothing. */
  include_obfuscation: Type.Optional(Type.Boolean()),
  /** Of chat completions: here the last event always tells the usage. */
  include_usage: Type.Optional(Type.Boolean()),
});
export type StreamOptions = Static<typeof StreamOptions>;
