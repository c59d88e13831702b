/**
 * How thoughts are told: as a `summary`, which every client and the contract accept; as `reasoning_text`, under the reference
 * service's name for the raw text; or as `reasoning`, under the contract's.
 */
export type ReasoningEvents = 'summary' | 'reasoning_text' | 'reasoning';
