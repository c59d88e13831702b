import type { ReasoningItem } from '@antiphon/protocol';
import { type ItemPlace, outputId } from '../ids.ts';
import { LeadSentences } from './lead-sentences.ts';
import {
  type ClosedStatus,
  itemAdded,
  itemDone,
  type OpenItem,
  type UnnumberedEvent,
} from './open-item.ts';
import type { ReasoningEvents } from './reasoning-events.ts';

export interface ReasoningOptions {
  readonly events: ReasoningEvents;
  /** Only the first sentence of each paragraph is told; it applies to summaries. */
  readonly isConcise: boolean;
  /** Closes up the whole text, for those who asked for it; unset leaves it out. */
  readonly seal?: ((text: string) => string) | undefined;
}

/** What the model thinks, while it thinks. */
export class OpenReasoning implements OpenItem {
  readonly item: ReasoningItem;
  readonly #outputIndex: number;
  readonly #options: ReasoningOptions;
  readonly #lead: LeadSentences | undefined;
  #text = '';

  constructor(place: ItemPlace, options: ReasoningOptions) {
    this.item = {
      type: 'reasoning',
      id: outputId('rs', place),
      status: 'in_progress',
      summary: [],
    };
    this.#outputIndex = place.outputIndex;
    this.#options = options;
    if (options.isConcise && options.events === 'summary') this.#lead = new LeadSentences();
  }

  opened(): UnnumberedEvent[] {
    const added = itemAdded(this.#outputIndex, this.item);
    if (this.#options.events === 'summary') {
      const part = { type: 'summary_text' as const, text: '' };
      this.item.summary.push(part);
      const type = 'response.reasoning_summary_part.added';
      return [added, { type, ...this.#summaryPlace, part: { ...part } }];
    }
    const part = { type: 'reasoning_text' as const, text: '' };
    this.item.content = [part];
    return [
      added,
      { type: 'response.content_part.added', ...this.#contentPlace, part: { ...part } },
    ];
  }

  text(piece: string): UnnumberedEvent[] {
    this.#text += piece;
    const delta = this.#lead ? this.#lead.push(piece) : piece;
    if (delta === '') return [];
    this.#part.text += delta;
    const { events } = this.#options;
    return events === 'summary'
      ? [{ type: 'response.reasoning_summary_text.delta', ...this.#summaryPlace, delta }]
      : [{ type: `response.${events}.delta`, ...this.#contentPlace, delta }];
  }

  closed(status: ClosedStatus): UnnumberedEvent[] {
    this.item.status = status;
    const { events, seal } = this.#options;
    if (seal) this.item.encrypted_content = seal(this.#text);
    return [...this.#partDone(events), itemDone(this.#outputIndex, this.item)];
  }

  #partDone(events: ReasoningEvents): UnnumberedEvent[] {
    const { text } = this.#part;
    if (events === 'summary') {
      const part = { type: 'summary_text' as const, text };
      return [
        { type: 'response.reasoning_summary_text.done', ...this.#summaryPlace, text },
        { type: 'response.reasoning_summary_part.done', ...this.#summaryPlace, part },
      ];
    }
    const part = { type: 'reasoning_text' as const, text };
    return [
      { type: `response.${events}.done`, ...this.#contentPlace, text },
      { type: 'response.content_part.done', ...this.#contentPlace, part },
    ];
  }

  /** The one part, which `opened` has put in. */
  get #part(): { text: string } {
    return (this.item.content ?? this.item.summary)[0]!;
  }

  get #summaryPlace() {
    return { item_id: this.item.id, output_index: this.#outputIndex, summary_index: 0 };
  }

  get #contentPlace() {
    return { item_id: this.item.id, output_index: this.#outputIndex, content_index: 0 };
  }
}
