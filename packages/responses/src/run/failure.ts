import { BusyError, ConstraintRefusedError } from '@antiphon/backend';
import { InvalidRequestError, type ResponseError, UnavailableError } from '@antiphon/protocol';

/** Why a response failed after it had begun. */
export function failure(fault: unknown): ResponseError {
  const message = fault instanceof Error ? fault.message : String(fault);
  if (fault instanceof InvalidRequestError) {
    return { code: fault.code, message, type: 'invalid_request_error', param: fault.param };
  }
  if (fault instanceof ConstraintRefusedError) {
    return { code: fault.code, message, type: 'invalid_request_error', param: '' };
  }
  if (fault instanceof UnavailableError) return serverError(fault.code, message);
  if (fault instanceof BusyError) return serverError('server_overloaded', message);
  return serverError('server_error', `the model failed: ${message}`);
}

export function serverError(code: string, message: string): ResponseError {
  return { code, message, type: 'server_error', param: '' };
}
