import { ModelLoadError } from '@antiphon/backend';
import { InvalidRequestError, NotFoundError } from '@antiphon/protocol';
import { StoreError } from '@antiphon/store';
import { ConfigError } from './config.ts';

/** Tells a person why the program cannot go on, and has it exit with 1. A stack is shown only for faults of our own. */
export function reportFault(fault: unknown): void {
  console.error(isExpected(fault) ? `antiphon: ${fault.message}` : fault);
  process.exitCode = 1;
}

function isExpected(fault: unknown): fault is Error {
  if (
    fault instanceof ConfigError ||
    fault instanceof StoreError ||
    fault instanceof ModelLoadError
  )
    return true;
  if (fault instanceof InvalidRequestError || fault instanceof NotFoundError) return true;
  return (
    fault instanceof Error &&
    'code' in fault &&
    (fault.code === 'EADDRINUSE' || fault.code === 'EACCES')
  );
}
