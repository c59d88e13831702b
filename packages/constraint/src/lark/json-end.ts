const scalar = /-?\d[\d.eE+-]*|true|false|null/y;

/** The offset behind the JSON value that begins at `start`, found by its brackets alone; -1 when it never ends. */
export function jsonEnd(text: string, start: number): number {
  let depth = 0;
  let offset = start;
  do {
    const character = text.charAt(offset);
    if (character === '') return -1;
    if (character === '"') {
      offset = stringEnd(text, offset);
      if (offset < 0) return -1;
      continue;
    }
    if (depth === 0 && character !== '{' && character !== '[') return scalarEnd(text, offset);
    if (character === '{' || character === '[') depth++;
    else if (character === '}' || character === ']') depth--;
    offset++;
  } while (depth > 0);
  return offset;
}

function stringEnd(text: string, start: number): number {
  for (let offset = start + 1; offset < text.length; offset++) {
    const character = text.charAt(offset);
    if (character === '"') return offset + 1;
    if (character === '\\') offset++;
  }
  return -1;
}

function scalarEnd(text: string, start: number): number {
  scalar.lastIndex = start;
  return scalar.test(text) ? scalar.lastIndex : -1;
}
