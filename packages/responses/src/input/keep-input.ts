import { type InputItem, type Item, NotFoundError } from '@antiphon/protocol';
import { copyItem, type KeepOptions, keepItem } from './keep-item.ts';

export interface KeepInputOptions extends KeepOptions {
  /** The items with these ids, in their order; `undefined` for those that are nowhere. */
  readonly find: (ids: readonly string[]) => Promise<readonly (Item | undefined)[]>;
  /** Where the items stand in the request. */
  readonly param: string;
}

/** The input as it is kept; references are replaced by what they refer to. Throws `NotFoundError` for one to nothing. */
export async function keepInput(
  input: readonly InputItem[],
  options: KeepInputOptions,
): Promise<readonly Item[]> {
  const ids = input.flatMap((item) => (item.type === 'item_reference' ? [item.id] : []));
  const found = ids.length > 0 ? await options.find(ids) : [];
  let references = 0;
  return input.map((item, index) => {
    const param = `${options.param}[${index}]`;
    if (item.type !== 'item_reference') return keepItem(item, param, options);
    const referred = found[references++];
    if (referred) return copyItem(referred);
    throw new NotFoundError(
      `Item with id '${item.id}' not found. Items are not kept when store is false.`,
      'item_not_found',
      `${param}.id`,
    );
  });
}
