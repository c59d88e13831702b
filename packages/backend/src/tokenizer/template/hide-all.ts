import type { Veil } from '../veil.ts';

/** Hides all texts and names in a JSON value. */
export function hideAll(value: unknown, veil: Veil): unknown {
  if (typeof value === 'string') return veil.hide(value);
  if (Array.isArray(value)) return value.map((item) => hideAll(item, veil));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [veil.hide(key), hideAll(item, veil)]),
  );
}
