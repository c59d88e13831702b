import { Type } from 'typebox';

const index = Type.Integer({ minimum: 0 });

/** Every event of a response has its number: 0 for the first, then one more each time. */
export const sequence = { sequence_number: index };

/** The item that an event belongs to. */
export const ofItem = { item_id: Type.String(), output_index: index };

/** The content part that an event belongs to. */
export const ofContent = { ...ofItem, content_index: index };

/** The summary part that an event belongs to. */
export const ofSummary = { ...ofItem, summary_index: index };

/** A piece of a text. `obfuscation` is random padding that hides its length; this server adds none. */
export const piece = { delta: Type.String(), obfuscation: Type.Optional(Type.String()) };
