import { type Static, Type } from 'typebox';

const token = {
  token: Type.String(),
  logprob: Type.Number(),
  bytes: Type.Array(Type.Integer({ minimum: 0, maximum: 255 })),
};

/** A token's probability as the API tells it; `bytes` are UTF-8 and may be part of a code point. */
export const Logprob = Type.Object({ ...token, top_logprobs: Type.Array(Type.Object(token)) });
export type Logprob = Static<typeof Logprob>;
