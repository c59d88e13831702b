import { type Static, Type } from 'typebox';

/** The kinds of error that the API tells apart. */
export const ErrorType = Type.Enum(['invalid_request_error', 'not_found_error', 'server_error']);
export type ErrorType = Static<typeof ErrorType>;

/** The body of every answer that is not a success. All four are strings: a client of the AI SDK insists on it. */
export const ErrorBody = Type.Object({
  error: Type.Object({
    message: Type.String(),
    type: ErrorType,
    /** The path of the field to correct, or the empty string. */
    param: Type.String(),
    code: Type.String(),
  }),
});
export type ErrorBody = Static<typeof ErrorBody>;

/** A fault in the request. `param` is the path the client has to correct. */
export class InvalidRequestError extends Error {
  override readonly name = 'InvalidRequestError';
  readonly param: string;
  readonly code: string;

  constructor(param: string, message: string, code = 'invalid_value') {
    super(message);
    this.param = param;
    this.code = code;
  }
}

/** Nothing of that id exists for this caller. `param` is the field that holds the id, if one does. */
export class NotFoundError extends Error {
  override readonly name = 'NotFoundError';
  readonly code: string;
  readonly param: string;

  constructor(message: string, code = 'not_found', param = '') {
    super(message);
    this.code = code;
    this.param = param;
  }
}

/** The server cannot answer now, through no fault of the request; a later try may succeed. */
export class UnavailableError extends Error {
  override readonly name = 'UnavailableError';
  readonly code: string;

  constructor(message: string, code: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
