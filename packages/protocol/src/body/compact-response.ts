import { type TSchema, Type } from 'typebox';
import { CompactResponse } from '../compact.ts';
import { InputBody } from './input.ts';
import { withProperties } from './lenient.ts';

/** The body of POST /v1/responses/compact as clients may write it. */
export const CompactResponseBody: TSchema = withProperties(CompactResponse, {
  input: Type.Optional(InputBody),
});
