/** How a figure has to stand to its limit. */
export type Comparison = '<=' | '>=' | '>' | '=';

interface Check {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly bound: string;
  readonly ok: boolean;
}

/** The figures of one bench against their bounds; the last line of its output is made of them. */
export class Checks {
  readonly #bench: string;
  readonly #checks: Check[] = [];

  constructor(bench: string) {
    this.#bench = bench;
  }

  /** Prints how the figure stands, and keeps it. The unrounded value is what counts. */
  add(
    name: string,
    figure: { value: number; unit: string },
    comparison: Comparison,
    limit: number,
  ): void {
    const { value, unit } = figure;
    const ok = holds(value, comparison, limit);
    const bound = `${comparison} ${round(limit)}`;
    this.#checks.push({ name, value: round(value), unit, bound, ok });
    console.log(`${ok ? 'ok  ' : 'MISS'} ${name}: ${round(value)} ${unit} (${bound})`);
  }

  /** Prints the closing line, with whatever else belongs to it. */
  close(facts: Readonly<Record<string, number>> = {}): void {
    console.log(JSON.stringify({ bench: this.#bench, ...facts, checks: this.#checks }));
  }
}

function holds(value: number, comparison: Comparison, limit: number): boolean {
  switch (comparison) {
    case '<=':
      return value <= limit;
    case '>=':
      return value >= limit;
    case '>':
      return value > limit;
    case '=':
      return value === limit;
  }
}

function round(value: number): number {
  return Math.round(100 * value) / 100;
}
