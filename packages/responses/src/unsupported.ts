import { type CreateResponse, InvalidRequestError } from '@antiphon/protocol';

/** For each field that cannot be honoured yet: does its value ask for nothing that does not hold anyway? */
const harmless: {
  readonly [Field in keyof CreateResponse]?: (value: CreateResponse[Field]) => boolean;
} = {
  background: (value) => value === false,
  conversation: () => false,
  prompt: () => false,
  service_tier: (value) => value === 'auto' || value === 'default',
  stream_options: (value) =>
    isEmpty(value) ||
    isOnly(value, 'include_obfuscation', [false]) ||
    isOnly(value, 'include_usage', [true]),
  text: (value) => isEmpty(value) || isOnly(value, 'verbosity', ['medium']),
  truncation: (value) => value === 'disabled',
  web_search_options: () => false,
};

/** Refuses by name what would otherwise be accepted and ignored. Throws `InvalidRequestError`. */
export function refuseUnsupported(request: CreateResponse): void {
  for (const [field, isHarmless] of Object.entries(harmless)) {
    const value = request[field as keyof CreateResponse];
    // Each check was declared for the type of its own field, and gets that field's value.
    if (value === undefined || (isHarmless as (value: unknown) => boolean)(value)) continue;
    throw new InvalidRequestError(
      field,
      `${field} is not supported with this value yet`,
      'unsupported_parameter',
    );
  }
}

function isEmpty(value: unknown): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.values(value).every((entry) => entry === null)
  );
}

/** An object whose one set key has one of the allowed values; an object value is compared as JSON. */
function isOnly(value: unknown, key: string, allowed: readonly (string | boolean)[]): boolean {
  const entries = Object.entries(value ?? {}).filter(([, entry]) => entry !== null);
  const [first] = entries;
  if (entries.length !== 1 || first?.[0] !== key) return false;
  const given = typeof first[1] === 'object' ? JSON.stringify(first[1]) : first[1];
  return allowed.some((candidate) => candidate === given);
}
