import {
  type CreateResponse,
  InvalidRequestError,
  type Item,
  NotFoundError,
} from '@antiphon/protocol';
import type { ResponseStore } from '@antiphon/store';
import type { Caller } from './caller.ts';
import { keepInput } from './input/keep-input.ts';
import { refuseUnmatchedOutputs } from './input/unmatched-outputs.ts';
import type { Seal } from './seal.ts';

/** What a request says, with what came before it. */
export interface Turn {
  readonly tenant: string;
  /** What came before, oldest first. */
  readonly history: readonly Item[];
  /** What is new, as it is kept. */
  readonly input: readonly Item[];
  /** The stored response before it; `null` where there is none, or where only the connection remembers it. */
  readonly parent: string | null;
  /** What came before is known to the connection alone. */
  readonly isRemembered: boolean;
}

export interface TurnSources {
  /** Whether there may be nothing to answer. */
  readonly mayBeEmpty?: boolean;
  readonly store: ResponseStore;
  readonly seal: Seal;
}

type TurnRequest = Pick<CreateResponse, 'previous_response_id' | 'conversation' | 'input'>;

/** Finds what a request refers to. Throws `InvalidRequestError` or `NotFoundError`, and when there is nothing to answer. */
export async function resolveTurn(
  request: TurnRequest,
  caller: Caller,
  { store, seal, mayBeEmpty = false }: TurnSources,
): Promise<Turn> {
  const { tenant } = caller;
  const before = await loadHistory(request, caller, store);
  const remembered = new Map(before.items.map((item) => [item.id, item]));
  const input = await keepInput(request.input ?? [], {
    seal,
    tenant,
    param: 'input',
    find: async (ids) => {
      const stored = await store.items(tenant, ids);
      return ids.map((id, index) => remembered.get(id) ?? stored[index]);
    },
  });
  if (!mayBeEmpty && before.items.length + input.length === 0) {
    throw new InvalidRequestError('input', 'input is required', 'missing_required_parameter');
  }
  refuseUnmatchedOutputs(before.items, input);
  const { items: history, parent, isRemembered = false } = before;
  return { tenant, history, input, parent, isRemembered };
}

interface History {
  readonly items: readonly Item[];
  readonly parent: string | null;
  readonly isRemembered?: boolean;
}

async function loadHistory(
  request: TurnRequest,
  { tenant, memory }: Caller,
  store: ResponseStore,
): Promise<History> {
  const { previous_response_id: previousId, conversation } = request;
  if (conversation) {
    const items = await store.conversations.history({ tenant, id: conversation.id });
    if (!items) throw unknownConversation(conversation.id);
    return { items, parent: null };
  }
  if (previousId === undefined) return { items: [], parent: null };
  const remembered = memory?.recall(previousId);
  if (remembered) {
    const { items, isStored } = remembered;
    return { items, parent: isStored ? previousId : null, isRemembered: !isStored };
  }
  return { items: await storedChain(store, { tenant, id: previousId }), parent: previousId };
}

async function storedChain(
  store: ResponseStore,
  key: { readonly tenant: string; readonly id: string },
): Promise<readonly Item[]> {
  const chain = await store.chain(key);
  if (!chain) throw previousNotFound(key.id);
  const { status } = chain.response;
  if (status === 'queued' || status === 'in_progress') {
    const param = 'previous_response_id';
    throw new InvalidRequestError(
      param,
      `${param}: ${key.id} is still ${status.replace('_', ' ')}`,
    );
  }
  return chain.items;
}

export function previousNotFound(id: string): InvalidRequestError {
  return new InvalidRequestError(
    'previous_response_id',
    `Previous response with id '${id}' not found.`,
    'previous_response_not_found',
  );
}

export function unknownConversation(id: string): NotFoundError {
  return new NotFoundError(
    `Conversation with id '${id}' not found.`,
    'conversation_not_found',
    'conversation',
  );
}
