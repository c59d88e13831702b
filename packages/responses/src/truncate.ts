import { type Item, isHostedItem, type Warning } from '@antiphon/protocol';

/** Which items are left when some have to go, and what the caller is told of it. */
export interface Truncation {
  readonly items: readonly Item[];
  readonly warnings: readonly Warning[];
}

/**
 * Leaves out as few items from the beginning as have the rest fit; `fits` must not become false as more are left out. What the
 * system said and the last unit stay, and a call stays or goes with all of its turn. `undefined` when nothing can be left out
 * that would help.
 */
export async function truncate(
  items: readonly Item[],
  fits: (items: readonly Item[]) => Promise<boolean>,
): Promise<Truncation | undefined> {
  const units = unitsOf(items);
  const droppable = units.slice(0, -1).filter((unit) => !isSystem(unit[0]!));
  const without = (count: number) => {
    const gone = new Set(droppable.slice(0, count).flat());
    return items.filter((item) => !gone.has(item));
  };
  let [low, high] = [1, droppable.length];
  if (high === 0 || !(await fits(without(high)))) return undefined;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (await fits(without(middle))) high = middle;
    else low = middle + 1;
  }
  const left = without(low);
  return { items: left, warnings: [warning(items.length - left.length)] };
}

/** Items that go together: calls with their outputs and the thoughts that led to them; any other item is alone. */
function unitsOf(items: readonly Item[]): Item[][] {
  const units: Item[][] = [];
  const unitOfCall = new Map<string, Item[]>();
  for (const item of items) {
    const unit = homeOf(item, units.at(-1), unitOfCall);
    if (unit) unit.push(item);
    else units.push([item]);
    if (isCall(item)) unitOfCall.set(item.call_id, unit ?? units.at(-1)!);
  }
  return units;
}

function homeOf(
  item: Item,
  last: Item[] | undefined,
  unitOfCall: ReadonlyMap<string, Item[]>,
): Item[] | undefined {
  if (isOutput(item)) return unitOfCall.get(item.call_id);
  const before = last?.at(-1);
  if (!before || isSystem(before)) return undefined;
  const isAfterThoughts = before.type === 'reasoning' && isOfModel(item);
  return isAfterThoughts || (isCall(item) && isOfModel(before)) ? last : undefined;
}

function isCall(item: Item): item is Extract<Item, { type: 'function_call' | 'custom_tool_call' }> {
  return item.type === 'function_call' || item.type === 'custom_tool_call';
}

function isOutput(
  item: Item,
): item is Extract<Item, { type: 'function_call_output' | 'custom_tool_call_output' }> {
  return item.type === 'function_call_output' || item.type === 'custom_tool_call_output';
}

function isOfModel(item: Item): boolean {
  if (isHostedItem(item)) return false;
  return item.type === 'message'
    ? item.role === 'assistant'
    : isCall(item) || item.type === 'reasoning';
}

/** A compaction is all that is left of what came before it. */
function isSystem(item: Item): boolean {
  if (isHostedItem(item)) return false;
  if (item.type === 'compaction') return true;
  return item.type === 'message' && (item.role === 'system' || item.role === 'developer');
}

function warning(count: number): Warning {
  const what = count === 1 ? 'the oldest item was' : `the ${count} oldest items were`;
  return {
    code: 'input_truncated',
    message: `the input is longer than the context of the model; ${what} left out`,
    param: 'truncation',
  };
}
