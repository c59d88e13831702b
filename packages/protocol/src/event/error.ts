import { type Static, Type } from 'typebox';
import { sequence } from './place.ts';

const fault = { code: Type.String(), message: Type.String(), param: Type.String() };

/** A fault in mid-stream. It stands there twice, because some clients read the one place and some the other. */
export const ErrorEvent = Type.Object({
  type: Type.Literal('error'),
  ...sequence,
  ...fault,
  error: Type.Object({ type: Type.String(), ...fault }),
});
export type ErrorEvent = Static<typeof ErrorEvent>;
