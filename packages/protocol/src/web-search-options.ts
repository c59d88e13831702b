import { type Static, Type } from 'typebox';

const Place = Type.Object({
  city: Type.Optional(Type.String()),
  country: Type.Optional(Type.String()),
  region: Type.Optional(Type.String()),
  timezone: Type.Optional(Type.String()),
});

/** How the web is to be searched, in the form of chat completions. */
export const WebSearchOptions = Type.Object({
  search_context_size: Type.Optional(Type.Enum(['low', 'medium', 'high'])),
  user_location: Type.Optional(
    Type.Object({ type: Type.Literal('approximate'), approximate: Place }),
  ),
  search_description: Type.Optional(Type.String()),
  extract_description: Type.Optional(Type.String()),
});
export type WebSearchOptions = Static<typeof WebSearchOptions>;
