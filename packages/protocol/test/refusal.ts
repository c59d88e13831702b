import { InvalidRequestError } from '../src/index.ts';

/** How the parser refuses. Throws when it does not. */
export function refusal(parse: () => unknown): InvalidRequestError {
  try {
    parse();
  } catch (fault) {
    if (fault instanceof InvalidRequestError) return fault;
    throw fault;
  }
  throw new Error('nothing was refused');
}
