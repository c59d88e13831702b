/**
 * The arguments of a call; `undefined` for a text that is not the JSON of an object. `keepNumber` stands in for numbers that
 * JavaScript would write otherwise, such as `1.0` and those of more than 15 digits.
 */
export function parseArguments(
  json: string,
  keepNumber: (digits: string) => unknown = Number,
): Record<string, unknown> | undefined {
  const revive = (_: string, value: unknown, context?: { source?: string }) => {
    if (typeof value !== 'number' || context?.source === undefined) return value;
    return String(value) === context.source ? value : keepNumber(context.source);
  };
  try {
    const value: unknown = JSON.parse(json, revive);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
