import type { Position } from './position.ts';

/** What is wrong at one place of a grammar. Ends the definition it stands in; the others are still read. */
export class LarkFault extends Error {
  override readonly name = 'LarkFault';
  readonly position: Position;
  /** The construct that is at fault, as it is written: `%declare`, `lazy`, `"a".."zz"`. */
  readonly construct: string;

  constructor(position: Position, construct: string, message: string) {
    super(message);
    this.position = position;
    this.construct = construct;
  }
}
