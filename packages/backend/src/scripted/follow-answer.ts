/**
 * How much of an answer is written in `tokens` from `start` on. A grammar may want white space where the answer has none, or none
 * where it has some: that is passed over. Any other token that was not wanted stands for the one that was.
 */
export function followAnswer(
  answer: readonly number[],
  tokens: readonly number[],
  start: number,
): number {
  let place = 0;
  for (let index = start; index < tokens.length; index++) {
    const token = tokens[index]!;
    if (token === answer[place]) place++;
    else if (!isSpace(token)) place = placeBehind(token, answer, place);
  }
  return place;
}

function placeBehind(token: number, answer: readonly number[], place: number): number {
  let next = place;
  while (isSpace(answer[next])) next++;
  return answer[next] === token ? next + 1 : place + 1;
}

function isSpace(token: number | undefined): boolean {
  return token === 0x20 || token === 0x0a || token === 0x0d || token === 0x09;
}
