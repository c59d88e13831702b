import { type Static, Type } from 'typebox';

/** A prompt that was written beforehand, with what fills its gaps. */
export const Prompt = Type.Object({
  id: Type.String(),
  version: Type.Optional(Type.String()),
  variables: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
});
export type Prompt = Static<typeof Prompt>;
