const days = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const months = [
  ...['January', 'February', 'March', 'April', 'May', 'June', 'July'],
  ...['August', 'September', 'October', 'November', 'December'],
];

/** Python's `strftime` in the C locale, local time. A directive that it does not know stays as it is. */
export function formatDate(date: Date, format: string): string {
  return format.replace(/%(-?)([a-zA-Z%])/g, (directive, bare: string, letter: string) => {
    const value = valueFor(date, letter);
    if (value === undefined) return directive;
    return bare && /^0\d/.test(value) ? value.replace(/^0+(?=\d)/, '') : value;
  });
}

function valueFor(date: Date, letter: string): string | undefined {
  const month = months[date.getMonth()]!;
  const day = days[date.getDay()]!;
  const hour = date.getHours();
  const values: Record<string, string> = {
    A: day,
    a: day.slice(0, 3),
    B: month,
    b: month.slice(0, 3),
    d: pad(date.getDate()),
    H: pad(hour),
    I: pad(hour % 12 || 12),
    j: String(dayOfYear(date)).padStart(3, '0'),
    M: pad(date.getMinutes()),
    m: pad(date.getMonth() + 1),
    p: hour < 12 ? 'AM' : 'PM',
    S: pad(date.getSeconds()),
    Y: String(date.getFullYear()),
    y: pad(date.getFullYear() % 100),
    '%': '%',
  };
  return values[letter];
}

function dayOfYear(date: Date): number {
  const day = Date.UTC(date.getFullYear(), date.getMonth(), date.getDate());
  return (day - Date.UTC(date.getFullYear(), 0, 0)) / 86_400_000;
}

function pad(value: number): string {
  return String(value).padStart(2, '0');
}
