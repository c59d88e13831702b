/** The database cannot be used: it is not there, not writable, full, or of a later version of this program. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
}

/** The id that something new was to have belongs to something else already. */
export class TakenIdError extends Error {
  override readonly name = 'TakenIdError';
}

/** The turn that a new one follows is not there. */
export class UnknownParentError extends Error {
  override readonly name = 'UnknownParentError';
}

/** The item that a page is to start after is not in the list. */
export class UnknownCursorError extends Error {
  override readonly name = 'UnknownCursorError';
}
