import { type Static, Type } from 'typebox';

/** Something of the request that was not done as it was asked, and what was done. `param` is the path of the field. */
export const Warning = Type.Object({
  code: Type.String(),
  message: Type.String(),
  param: Type.String(),
});
export type Warning = Static<typeof Warning>;
