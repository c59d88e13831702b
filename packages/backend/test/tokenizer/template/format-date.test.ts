import { expect, test } from 'vitest';
import { formatDate } from '../../../src/tokenizer/template/format-date.ts';

const morning = new Date(2026, 0, 5, 9, 7, 3);

test.each([
  ['%Y-%m-%d', '2026-01-05'],
  ['%d %B %Y', '05 January 2026'],
  ['%A, %-d %b %y', 'Monday, 5 Jan 26'],
  ['%I:%M %p and %S s', '09:07 AM and 03 s'],
  ['day %j, 100%%', 'day 005, 100%'],
  ['%Q stays', '%Q stays'],
])('%s is written as %s', (format, written) => {
  expect(formatDate(morning, format)).toBe(written);
});
