import { Type } from 'typebox';

/** The value of the schema, or null, as the contract writes what is not there. */
export const nullable = <Schema extends Type.TSchema>(schema: Schema) =>
  Type.Union([schema, Type.Null()]);
