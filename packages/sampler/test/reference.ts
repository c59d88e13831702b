/*
 * Every stage in the most obvious float64 form, to test the fast ones against. A stored logit is
 * rounded to float32 after each stage, as in the chain.
 */

export interface ReferenceSettings {
  temperature: number;
  topK: number;
  topP: number;
  minP: number;
}

export function mask(logits: number[], isAllowed: (id: number) => boolean): number[] {
  return logits.map((logit, id) => (isAllowed(id) ? logit : -Infinity));
}

export interface ReferencePenalties {
  frequencyPenalty: number;
  presencePenalty: number;
  repetitionPenalty: number;
}

export function penalties(
  logits: number[],
  context: { prompt: number[]; output: number[] },
  settings: ReferencePenalties,
): number[] {
  return logits.map((logit, id) => {
    const count = context.output.filter((token) => token === id).length;
    const isInContext = count > 0 || context.prompt.includes(id);
    let value = logit - count * settings.frequencyPenalty;
    if (count > 0) value -= settings.presencePenalty;
    if (!isInContext) return value;
    const { repetitionPenalty } = settings;
    return Math.fround(value > 0 ? value / repetitionPenalty : value * repetitionPenalty);
  });
}

export function bias(logits: number[], biases: Record<string, number>): number[] {
  return logits.map((logit, id) => Math.fround(logit + (biases[id] ?? 0)));
}

export interface ReferenceDry {
  dryMultiplier: number;
  dryBase: number;
  dryAllowedLength: number;
}

/** `texts` has each token's text; a breaker is looked for in the text of the context as a whole. */
export function dry(
  logits: number[],
  context: number[],
  settings: ReferenceDry,
  { texts, breakers }: { texts: string[]; breakers: string[] },
): number[] {
  const longest = new Map<number, number>();
  const reach = tokensAfterLastBreaker(context, texts, breakers);
  for (let position = 0; position < context.length - 1; position++) {
    const next = context[position + 1]!;
    if (breakers.some((breaker) => texts[next]!.includes(breaker))) continue;
    const size = Math.min(commonSuffix(context, position), reach);
    longest.set(next, Math.max(longest.get(next) ?? 0, size));
  }
  return logits.map((logit, id) => {
    const excess = (longest.get(id) ?? 0) - settings.dryAllowedLength;
    if (excess < 0) return logit;
    return Math.fround(logit - settings.dryMultiplier * settings.dryBase ** excess);
  });
}

function commonSuffix(context: number[], position: number): number {
  let size = 0;
  while (size <= position && context[position - size] === context.at(-1 - size)) size++;
  return size;
}

function tokensAfterLastBreaker(context: number[], texts: string[], breakers: string[]): number {
  for (let count = 0; count < context.length; count++) {
    const head = context.slice(0, context.length - count).map((token) => texts[token]!);
    const last = head.pop()!;
    const before = head.join('');
    const endsInLast = (breaker: string) =>
      (before + last).indexOf(breaker, Math.max(0, before.length - breaker.length + 1)) >= 0;
    if (breakers.some(endsInLast)) return count;
  }
  return context.length;
}

/** Likeliest first, the lower id first in a tie. */
export function ranked(values: number[]): number[] {
  return values.map((_, id) => id).sort((a, b) => values[b]! - values[a]! || a - b);
}

export function topK(logits: number[], k: number): number[] {
  if (k === 0 || k >= logits.length) return logits;
  const least = [...logits].sort((a, b) => b - a)[k - 1]!;
  return logits.map((logit) => (logit < least ? -Infinity : logit));
}

export function softmax(logits: number[], temperature: number): number[] {
  const max = Math.max(...logits);
  const weights = logits.map((logit) => Math.exp((logit - max) / temperature));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}

export function topP(probabilities: number[], p: number): number[] {
  if (p === 1) return probabilities;
  const kept = new Set<number>();
  let sum = 0;
  for (const id of ranked(probabilities)) {
    if (sum >= p) break;
    kept.add(id);
    sum += probabilities[id]!;
  }
  return normalized(probabilities.map((probability, id) => (kept.has(id) ? probability : 0)));
}

export function minP(probabilities: number[], p: number): number[] {
  const least = p * Math.max(...probabilities);
  return normalized(probabilities.map((probability) => (probability >= least ? probability : 0)));
}

/** Stages 6 to 9: the probabilities to draw from. */
export function distribution(logits: number[], settings: ReferenceSettings): number[] {
  const tempered = softmax(topK(logits, settings.topK), settings.temperature);
  return minP(topP(tempered, settings.topP), settings.minP);
}

export function normalized(weights: number[]): number[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}

export function logSoftmax(logits: number[]): number[] {
  const max = Math.max(...logits);
  const sum = logits.reduce((total, logit) => total + Math.exp(logit - max), 0);
  return logits.map((logit) => logit - max - Math.log(sum));
}
