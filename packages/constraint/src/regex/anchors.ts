import { hasAssertion, type Pattern } from './pattern.ts';

/** Whether `^` and `$`, outside of repetitions, are all the assertions that it holds. */
export function hasOnlyAnchors(pattern: Pattern): boolean {
  switch (pattern.kind) {
    case 'sequence':
      return pattern.parts.every(hasOnlyAnchors);
    case 'choice':
      return pattern.options.every(hasOnlyAnchors);
    case 'repeat':
      return !hasAssertion(pattern.body);
    case 'characters':
    case 'start':
    case 'end':
      return true;
    case 'boundary':
    case 'look-ahead':
      return false;
  }
}

/** What matches where neither the start nor the end of the text is near. */
export function withoutAnchors(pattern: Pattern): Pattern {
  switch (pattern.kind) {
    case 'start':
    case 'end':
      return { kind: 'characters', points: [] };
    case 'sequence':
      return { kind: 'sequence', parts: pattern.parts.map(withoutAnchors) };
    case 'choice':
      return { kind: 'choice', options: pattern.options.map(withoutAnchors) };
    case 'repeat':
    case 'characters':
    case 'boundary':
    case 'look-ahead':
      return pattern;
  }
}
