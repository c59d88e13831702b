import { type TSchema, Type } from 'typebox';
import { Metadata } from '../metadata.ts';
import { nullable } from '../nullable.ts';
import { InputItemBody } from './input.ts';

const maxItems = 20;

/** The body of POST /v1/conversations as clients may write it. */
export const CreateConversationBody: TSchema = Type.Object({
  items: Type.Optional(nullable(Type.Array(InputItemBody, { maxItems }))),
  metadata: Type.Optional(nullable(Metadata)),
});

/** The body of POST /v1/conversations/{id}. */
export const UpdateConversationBody: TSchema = Type.Object({ metadata: nullable(Metadata) });

/** The body of POST /v1/conversations/{id}/items as clients may write it. */
export const CreateConversationItemsBody: TSchema = Type.Object({
  items: Type.Array(InputItemBody, { minItems: 1, maxItems }),
});
