/** The server sent an event where no such event may stand, or one that contradicts those before it. */
export class EventOrderError extends Error {
  override readonly name = 'EventOrderError';
  readonly type: string;
  readonly sequenceNumber: number;

  constructor(event: { readonly type: string; readonly sequence_number: number }, rule: string) {
    super(`event ${event.sequence_number}, ${event.type}: ${rule}`);
    this.type = event.type;
    this.sequenceNumber = event.sequence_number;
  }
}
