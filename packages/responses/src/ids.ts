import { createHash } from 'node:crypto';

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

/** Where an item stands in what a response brings forth. */
export interface ItemPlace {
  readonly responseId: string;
  readonly outputIndex: number;
}

/**
 * The id of what a response brings forth at a place: when it is made anew, whoever has read the beginning of the first attempt
 * goes on with the same items. Nobody can guess it who does not know the response's own.
 */
export function outputId(kind: IdKind, { responseId, outputIndex }: ItemPlace): string {
  const digest = createHash('sha256')
    .update(`${kind} ${outputIndex} of ${responseId}`)
    .digest('hex');
  return `${kind}_${digest.slice(0, 48)}`;
}
