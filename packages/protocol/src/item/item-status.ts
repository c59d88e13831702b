import { type Static, Type } from 'typebox';

export const ItemStatus = Type.Enum(['in_progress', 'completed', 'incomplete']);
export type ItemStatus = Static<typeof ItemStatus>;

/** The two fields that an item of the input may carry when a client sends back what it was given. */
export const replayed = {
  id: Type.Optional(Type.String()),
  status: Type.Optional(Type.String()),
};

/** The name of one call, which its output repeats. */
export const CallId = Type.String({ minLength: 1, maxLength: 64 });
