/** What an id names; it is the id's beginning. */
export type IdKind =
  | 'resp'
  | 'conv'
  | 'cmp'
  | 'msg'
  | 'rs'
  | 'fc'
  | 'fco'
  | 'ctc'
  | 'ctco'
  | 'ht'
  | 'call'
  | 'server';

/** A new id such as `resp_0123…`: 24 random bytes, so that nobody can guess one. */
export function createId(kind: IdKind): string {
  const bytes = crypto.getRandomValues(new Uint8Array(24));
  return `${kind}_${Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}
