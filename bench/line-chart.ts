export interface Series {
  readonly name: string;
  readonly points: [x: number, y: number][];
}

export interface LineChart {
  readonly title: string;
  readonly xLabel: string;
  readonly yLabel: string;
  readonly series: readonly Series[];
}

const size = { width: 720, height: 420 };
const plot = { left: 70, right: 560, top: 50, bottom: 360 };
const colours = ['#4e79a7', '#59a14f', '#f28e2b', '#e15759', '#b07aa1', '#76b7b2'];

/** An SVG with linear axes that begin at 0, every series named where it ends. */
export function lineChart({ title, xLabel, yLabel, series }: LineChart): string {
  const points = series.flatMap((line) => line.points);
  const x = axis(Math.max(...points.map((point) => point[0])), plot.left, plot.right);
  const y = axis(Math.max(...points.map((point) => point[1])), plot.bottom, plot.top);
  const body = [
    `<title>${title}</title>`,
    '<rect width="100%" height="100%" fill="white"/>',
    text(plot.left, 28, title, 'font-size="16"'),
    ...x.ticks.flatMap((tick) => [
      rule(x.place(tick), plot.top, x.place(tick), plot.bottom),
      text(x.place(tick), plot.bottom + 18, tick.toLocaleString('en'), 'text-anchor="middle"'),
    ]),
    ...y.ticks.flatMap((tick) => [
      rule(plot.left, y.place(tick), plot.right, y.place(tick)),
      text(plot.left - 8, y.place(tick) + 4, tick.toLocaleString('en'), 'text-anchor="end"'),
    ]),
    text((plot.left + plot.right) / 2, size.height - 16, xLabel, 'text-anchor="middle"'),
    text(16, plot.top - 4, yLabel),
    ...series.flatMap((line, index) => curve(line, { x, y, colour: colours[index]! })),
  ];
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${size.width}" height="${size.height}" font-family="sans-serif" font-size="12">\n${body.join('\n')}\n</svg>\n`;
}

interface Axis {
  readonly ticks: readonly number[];
  place(value: number): number;
}

/** Ticks of 1, 2 or 5 times a power of ten. */
function axis(most: number, from: number, to: number): Axis {
  const power = 10 ** Math.floor(Math.log10(most / 4));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((size) => most / size <= 6)!;
  const ticks = Array.from({ length: Math.ceil(most / step) + 1 }, (_, index) => index * step);
  const end = ticks.at(-1)!;
  return { ticks, place: (value) => Math.round(10 * (from + ((to - from) * value) / end)) / 10 };
}

function curve(line: Series, look: { x: Axis; y: Axis; colour: string }): string[] {
  const places = line.points.map(([x, y]) => [look.x.place(x), look.y.place(y)] as const);
  const [lastX, lastY] = places.at(-1)!;
  return [
    `<polyline points="${places.join(' ')}" fill="none" stroke="${look.colour}" stroke-width="2"/>`,
    ...places.map(([x, y]) => `<circle cx="${x}" cy="${y}" r="3" fill="${look.colour}"/>`),
    text(lastX + 10, lastY + 4, line.name, `fill="${look.colour}"`),
  ];
}

function rule(x1: number, y1: number, x2: number, y2: number): string {
  return `<line x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}" stroke="#ddd"/>`;
}

function text(x: number, y: number, content: string, attributes = ''): string {
  return `<text x="${x}" y="${y}" ${attributes}>${content}</text>`;
}
