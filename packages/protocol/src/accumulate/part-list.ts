import type { Annotation } from '../content/annotation.ts';
import type { Logprob } from '../content/logprob.ts';
import type { OutputText, Refusal } from '../content/output-content.ts';
import type { ReasoningText, SummaryText } from '../content/reasoning-content.ts';
import type { ResponseEvent } from '../event/event.ts';
import { isSameJson } from '../record.ts';
import { EventOrderError } from './event-order-error.ts';
import { GrowingText } from './growing-text.ts';

export type Part = OutputText | Refusal | ReasoningText | SummaryText;

interface OpenPart {
  readonly type: Part['type'];
  readonly text: GrowingText;
  readonly annotations: Annotation[];
  readonly logprobs: Logprob[];
  isClosed: boolean;
}

/** The parts of an item, which come one after the other: each begins empty, grows, and is then told as a whole. */
export class PartList {
  readonly #parts: OpenPart[] = [];

  /** The parts as they stand. */
  get parts(): Part[] {
    return this.#parts.map(wholePart);
  }

  open(index: number, part: Part, event: ResponseEvent): void {
    this.requireClosed(event);
    if (index !== this.#parts.length) {
      throw new EventOrderError(event, `the next part is ${this.#parts.length}, not ${index}`);
    }
    const { type } = part;
    const opened = {
      type,
      text: new GrowingText(),
      annotations: [],
      logprobs: [],
      isClosed: false,
    };
    if (!isSamePart(part, wholePart(opened))) {
      throw new EventOrderError(event, 'a part begins empty');
    }
    this.#parts.push(opened);
  }

  /** The part that an event adds to. */
  growing(index: number, type: Part['type'], event: ResponseEvent): OpenPart {
    const part = this.#parts[index];
    if (!part) throw new EventOrderError(event, `part ${index} was not added before`);
    if (part.isClosed) throw new EventOrderError(event, `part ${index} was done before`);
    if (part.type !== type)
      throw new EventOrderError(event, `part ${index} is of type ${part.type}`);
    return part;
  }

  annotate(
    index: number,
    annotation: Annotation,
    at: { readonly index: number },
    event: ResponseEvent,
  ) {
    const { annotations } = this.growing(index, 'output_text', event);
    if (at.index !== annotations.length) {
      const rule = `the next annotation is ${annotations.length}, not ${at.index}`;
      throw new EventOrderError(event, rule);
    }
    annotations.push(annotation);
  }

  close(index: number, part: Part, event: ResponseEvent): void {
    const open = this.growing(index, part.type, event);
    open.text.requireDone(event);
    if (!isSamePart(part, wholePart(open))) {
      throw new EventOrderError(event, 'the part is not what its events told');
    }
    open.isClosed = true;
  }

  /** Whether these are the parts that the events told. */
  isWhole(parts: readonly Part[]): boolean {
    const told = this.parts;
    return parts.length === told.length && parts.every((part, at) => isSamePart(part, told[at]!));
  }

  requireClosed(event: ResponseEvent): void {
    const index = this.#parts.findIndex(({ isClosed }) => !isClosed);
    if (index >= 0) throw new EventOrderError(event, `part ${index} is not done`);
  }
}

function wholePart({ type, text: { text }, annotations, logprobs }: OpenPart): Part {
  switch (type) {
    case 'refusal':
      return { type, refusal: text };
    case 'reasoning_text':
    case 'summary_text':
      return { type, text };
    case 'output_text':
      return {
        type,
        text,
        annotations: [...annotations],
        ...(logprobs.length > 0 && { logprobs: [...logprobs] }),
      };
  }
}

/** Whether two parts are the same, where no logprobs and none of them are the same too. */
function isSamePart(left: Part, right: Part): boolean {
  return isSameJson(withoutEmptyLogprobs(left), withoutEmptyLogprobs(right));
}

function withoutEmptyLogprobs(part: Part): Part {
  if (part.type !== 'output_text' || part.logprobs?.length !== 0) return part;
  const { logprobs: _, ...rest } = part;
  return rest;
}
