import { operation, type ParserTables } from '../earley/tables.ts';
import { tooComplexError } from '../errors.ts';
import type { Limits } from '../limits.ts';
import type { CutText, Scan } from './scans.ts';

/** A stretch of a text, by bytes, under the name that the grammar gives it. */
export interface Span {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

/** What has been captured up to an item, as a tree of what came first and what came then. */
interface Log {
  readonly before: Log | undefined;
  readonly after: Log | undefined;
  readonly span: Span | undefined;
}

interface Item {
  readonly dot: number;
  readonly origin: number;
  readonly count: number;
  readonly log: Log | undefined;
}

/** The spans that a lexeme captures. */
export type LexemeSpans = (terminal: number, scan: Scan) => readonly Span[];

/**
 * Earley's parser as in the book, by position. It runs once over a text that is known to be whole;
 * every item carries what was captured on the way to it, and where a text can be read in several ways
 * the first one found counts. Undefined when the text is not whole after all.
 */
export function deriveSpans(
  tables: ParserTables,
  { scans, bytes }: CutText,
  lexemeSpans: LexemeSpans,
  limits: Limits,
): readonly Span[] | undefined {
  const chart = new Chart(tables, scans, bytes.length, limits);
  chart.open([{ dot: tables.startDot, origin: 0, count: 0, log: undefined }]);
  for (const scan of scans) {
    const kernel: Item[] = [];
    for (const [terminal, item] of chart.waitingForTerminal) {
      if (!scan.terminals.includes(terminal)) continue;
      const log = lexemeSpans(terminal, scan).reduce(withSpan, item.log);
      kernel.push({ ...item, dot: item.dot + 1, log });
    }
    if (kernel.length === 0) return undefined;
    chart.open(kernel);
  }
  return chart.accepted && flatten(chart.accepted.log);
}

class Chart {
  readonly #tables: ParserTables;
  readonly #limits: Limits;
  readonly #scans: readonly Scan[];
  readonly #length: number;
  /** By position, the items that wait for each nonterminal. */
  readonly #waiting: Map<number, Item[]>[] = [];
  waitingForTerminal: [number, Item][] = [];
  /** The item that has read the whole text so far. */
  accepted: Item | undefined;
  #items: Item[] = [];
  #seen = new Set<string>();

  constructor(tables: ParserTables, scans: readonly Scan[], length: number, limits: Limits) {
    this.#tables = tables;
    this.#scans = scans;
    this.#length = length;
    this.#limits = limits;
  }

  /** Goes on to the next position, with the items that stand right behind a terminal. */
  open(kernel: readonly Item[]): void {
    this.#waiting.push(new Map());
    this.waitingForTerminal = [];
    this.accepted = undefined;
    this.#items = [];
    this.#seen = new Set();
    for (const item of kernel) this.#add(item);
    for (let index = 0; index < this.#items.length; index++) this.#visit(this.#items[index]!);
  }

  get #position(): number {
    return this.#waiting.length - 1;
  }

  #add(item: Item): void {
    const key = `${item.dot},${item.origin},${item.count}`;
    if (this.#seen.has(key)) return;
    this.#seen.add(key);
    this.#items.push(item);
    const { rowItems } = this.#limits;
    if (this.#items.length > rowItems) throw tooComplexError('rowItems', rowItems);
  }

  #visit(item: Item): void {
    const code = this.#tables.operations[item.dot]!;
    if (code < 0) this.#visitControl(code, item);
    else if ((code & 1) === 1) this.waitingForTerminal.push([code >>> 1, item]);
    else this.#visitNonterminal(code >>> 1, item);
  }

  #visitNonterminal(nonterminal: number, item: Item): void {
    const position = this.#position;
    const waiting = this.#waiting[position]!.get(nonterminal);
    if (waiting) waiting.push(item);
    else {
      this.#waiting[position]!.set(nonterminal, [item]);
      for (const dot of this.#tables.alternatives[nonterminal]!) {
        this.#add({ dot, origin: position, count: 0, log: undefined });
      }
    }
    if (this.#tables.isNullable[nonterminal] === 1 && !this.#isIdle(item.dot)) {
      const log = this.#captured(nonterminal, position, undefined);
      this.#add({ ...item, dot: item.dot + 1, log: joined(item.log, log) });
    }
  }

  /** An empty element of a repeat without separator changes nothing but the count: it is skipped. */
  #isIdle(dot: number): boolean {
    const repeat = this.#tables.repeats[this.#tables.owner[dot]!];
    return repeat !== undefined && repeat.element === dot && repeat.again === dot;
  }

  #visitControl(code: number, item: Item): void {
    const nonterminal = this.#tables.owner[item.dot]!;
    if (code === operation.end) {
      this.#complete(nonterminal, item);
      return;
    }
    const { element, again, least, most } = this.#tables.repeats[nonterminal]!;
    if (code === operation.back) {
      this.#add({ ...item, dot: element });
      return;
    }
    const first = this.#tables.operations[element]!;
    const canBeEmpty = (first & 1) === 0 && this.#tables.isNullable[first >>> 1] === 1;
    const count = most === Infinity ? Math.min(item.count + 1, least) : item.count + 1;
    if (count >= least || (canBeEmpty && again === element)) this.#complete(nonterminal, item);
    if (item.count + 1 < most) this.#add({ ...item, dot: again, count });
  }

  #complete(nonterminal: number, item: Item): void {
    if (nonterminal === 0) this.accepted = item;
    // What is empty was taken when it was predicted.
    if (item.origin === this.#position) return;
    const log = this.#captured(nonterminal, item.origin, item.log);
    for (const parent of this.#waiting[item.origin]!.get(nonterminal) ?? []) {
      this.#add({ ...parent, dot: parent.dot + 1, log: joined(parent.log, log) });
    }
  }

  #captured(nonterminal: number, origin: number, log: Log | undefined): Log | undefined {
    const name = this.#tables.rules[nonterminal]?.capture;
    if (name === undefined) return log;
    const start = this.#scans[origin]?.start ?? this.#length;
    const isEmpty = origin === this.#position;
    const end = isEmpty ? start : this.#scans[this.#position - 1]!.end;
    return withSpan(log, { name, start, end });
  }
}

function withSpan(before: Log | undefined, span: Span): Log {
  return { before, after: undefined, span };
}

function joined(before: Log | undefined, after: Log | undefined): Log | undefined {
  if (before === undefined || after === undefined) return before ?? after;
  return { before, after, span: undefined };
}

function flatten(log: Log | undefined): Span[] {
  // From the end to the start, so that what came last stands on top.
  const spans: Span[] = [];
  const pending = [log];
  while (pending.length > 0) {
    const last = pending.pop();
    if (last === undefined) continue;
    if (last.span) spans.push(last.span);
    pending.push(last.before, last.after);
  }
  return spans.reverse();
}
