/** What was found in a picture. */
export interface Sight {
  readonly things: readonly Thing[];
  /** A colour. */
  readonly background: string;
}

/** A shape or a digit, and the cell of a grid over the picture that its middle lies in. */
export interface Thing {
  readonly name: string;
  readonly colour: string;
  readonly column: number;
  readonly row: number;
}

/** Names things from left to right; digits of one colour in one line are a number. `undefined` where there is nothing. */
export function describeSight(
  { things, background }: Sight,
  digits: ReadonlySet<string>,
): string | undefined {
  if (things.length === 0) return undefined;
  const fromLeft = things.toSorted((one, other) => one.column - other.column);
  const groups: Thing[][] = [];
  for (const thing of fromLeft) {
    const number = groups.find((group) => digits.has(thing.name) && goesOn(group, thing, digits));
    if (number) number.push(thing);
    else groups.push([thing]);
  }
  const names = groups.map((group) => nameOf(group, digits));
  return `a picture: ${listOf(names)} on ${background}`;
}

/** In cells: what stands higher or lower than this is in another line. */
const MOST_SHIFT = 1;

function goesOn(group: readonly Thing[], next: Thing, digits: ReadonlySet<string>): boolean {
  const last = group.at(-1)!;
  return (
    digits.has(last.name) &&
    last.colour === next.colour &&
    Math.abs(last.row - next.row) <= MOST_SHIFT
  );
}

function nameOf(group: readonly Thing[], digits: ReadonlySet<string>): string {
  const { name, colour } = group[0]!;
  if (digits.has(name))
    return `the number ${group.map((thing) => thing.name).join('')} in ${colour}`;
  return `${/^[aeiou]/.test(colour) ? 'an' : 'a'} ${colour} ${name}`;
}

function listOf(names: readonly string[]): string {
  if (names.length === 1) return names[0]!;
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
