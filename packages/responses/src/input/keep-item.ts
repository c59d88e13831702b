import {
  type HostedItem,
  type InputItem,
  InvalidRequestError,
  type Item,
  type ItemReference,
  isHostedItem,
} from '@antiphon/protocol';
import { createId, type IdKind } from '../ids.ts';
import type { Seal } from '../seal.ts';

export interface KeepOptions {
  readonly seal: Seal;
  readonly tenant: string;
}

export type OwnItem = Exclude<InputItem, ItemReference>;

/**
 * An input item as it is kept: with an id of this server's own and every field that the contract wants. Throws
 * `InvalidRequestError`, with a path under `param`, for what another server has sealed.
 */
export function keepItem(item: OwnItem, param: string, options: KeepOptions): Item {
  if (isHostedItem(item)) return keptHostedItem(item);
  const kept = { status: 'completed' } as const;
  switch (item.type) {
    case 'message': {
      const id = createId('msg');
      return item.role === 'assistant' ? { ...item, id, ...kept } : { ...item, id, ...kept };
    }
    case 'function_call':
      return { ...item, id: createId('fc'), ...kept };
    case 'function_call_output':
      return { ...item, id: createId('fco'), ...kept };
    case 'custom_tool_call':
      return { ...item, id: createId('ctc'), ...kept };
    case 'custom_tool_call_output':
      return { ...item, id: createId('ctco'), ...kept };
    case 'reasoning':
      refuseForeign('reasoning', item.encrypted_content, param, options);
      return { ...item, id: createId('rs'), ...kept };
    case 'compaction':
      refuseForeign('compaction', item.encrypted_content, param, options);
      return { ...item, id: createId('cmp'), ...kept };
  }
}

/** The same item once more, for another place: its id is its own. */
export function copyItem(item: Item): Item {
  return { ...item, id: createId(idKind(item)) };
}

function keptHostedItem(item: Extract<InputItem, { type: HostedItem['type'] }>): HostedItem {
  return { ...item, id: createId('ht'), status: item.status ?? 'completed' };
}

function refuseForeign(
  kind: 'reasoning' | 'compaction',
  blob: string | undefined,
  param: string,
  { seal, tenant }: KeepOptions,
): void {
  if (blob === undefined || seal.open(kind, tenant, blob) !== undefined) return;
  const path = `${param}.encrypted_content`;
  throw new InvalidRequestError(
    path,
    `${path} was not made by this server, or has been altered; give back what it gave you, or leave the item out`,
    'invalid_encrypted_content',
  );
}

function idKind(item: Item): IdKind {
  if (isHostedItem(item)) return 'ht';
  switch (item.type) {
    case 'message':
      return 'msg';
    case 'function_call':
      return 'fc';
    case 'function_call_output':
      return 'fco';
    case 'custom_tool_call':
      return 'ctc';
    case 'custom_tool_call_output':
      return 'ctco';
    case 'reasoning':
      return 'rs';
    case 'compaction':
      return 'cmp';
  }
}
