import { type Static, Type } from 'typebox';

/** Whatever the caller wants to remember of a response or a conversation. */
export const Metadata = Type.Record(Type.String(), Type.String({ maxLength: 512 }), {
  maxProperties: 16,
  propertyNames: Type.String({ maxLength: 64 }),
});
export type Metadata = Static<typeof Metadata>;
