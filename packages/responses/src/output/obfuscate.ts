import { randomBytes } from 'node:crypto';
import type { UnnumberedEvent } from './open-item.ts';

/** A delta and its padding have a length that is a multiple of this. */
const STEP = 16;

/** Adds random padding to a delta, so that the length of its event does not tell that of its text. */
export function obfuscate(event: UnnumberedEvent): UnnumberedEvent {
  if (!('delta' in event) || typeof event.delta !== 'string') return event;
  const { length } = JSON.stringify(event.delta);
  const padding = STEP - (length % STEP);
  return { ...event, obfuscation: randomBytes(STEP).toString('base64url').slice(0, padding) };
}
