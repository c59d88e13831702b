import { createCheck } from '../check.ts';
import { CompactResponse } from '../compact.ts';
import { knownFields, requireBody } from './body.ts';
import { parseInput } from './input.ts';

const check = createCheck(CompactResponse);

/** Parses the body of POST /v1/responses/compact, with the same leniency as that of a request for a response. */
export function parseCompactResponse(body: unknown): CompactResponse {
  const { input, ...request } = check(knownFields(requireBody(body), CompactResponse), '');
  return { ...request, ...(input !== undefined && { input: parseInput(input) }) };
}
