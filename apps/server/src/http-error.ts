import type { ContentfulStatusCode } from 'hono/utils/http-status';

export interface HttpErrorOptions {
  readonly param?: string;
  /** More headers of the reply. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** A request that HTTP itself has an answer for: too large, of a wrong kind, of a method that is not there. */
export class HttpError extends Error {
  override readonly name = 'HttpError';
  readonly status: ContentfulStatusCode;
  readonly code: string;
  readonly param: string;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: ContentfulStatusCode,
    code: string,
    message: string,
    { param = '', headers = {} }: HttpErrorOptions = {},
  ) {
    super(message);
    this.status = status;
    this.code = code;
    this.param = param;
    this.headers = headers;
  }
}

/** Nobody reads what this is answered with; it only keeps the log free of those who hang up. */
export function clientGone(): HttpError {
  return new HttpError(400, 'client_closed_request', 'the client has closed its connection');
}
