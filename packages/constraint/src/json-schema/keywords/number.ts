import { compareDecimals, type Decimal } from '../decimal.ts';
import type { JsonNumbers, NumberSet } from '../json-numbers.ts';
import type { Bound } from '../number-machine.ts';
import type { Site } from '../site.ts';

/** The numbers that minimum, maximum, their exclusive forms and multipleOf allow. */
export function readNumbers(site: Site, numbers: JsonNumbers): NumberSet {
  const set = numbers.meeting({
    least: readBound(site, 'minimum', 'exclusiveMinimum'),
    most: readBound(site, 'maximum', 'exclusiveMaximum'),
    multipleOf: readDivisor(site),
  });
  if (set !== undefined) return set;
  const keyword = site.has('multipleOf') ? 'multipleOf' : 'minimum';
  site.unsupported(keyword, 'has too many digits to be kept exactly');
  return numbers.all;
}

function readBound(
  site: Site,
  keyword: 'minimum' | 'maximum',
  exclusiveKeyword: 'exclusiveMinimum' | 'exclusiveMaximum',
): Bound | undefined {
  const value = site.decimal(keyword);
  const flag = site.get(exclusiveKeyword);
  // A flag in draft 4, a bound of its own since draft 6.
  if (typeof flag === 'boolean') {
    return value === undefined ? undefined : { value, exclusive: flag };
  }
  const exclusive = site.decimal(exclusiveKeyword);
  if (exclusive === undefined) {
    return value === undefined ? undefined : { value, exclusive: false };
  }
  const other = value === undefined ? undefined : { value, exclusive: false };
  return tighter(keyword, { value: exclusive, exclusive: true }, other);
}

function tighter(
  keyword: 'minimum' | 'maximum',
  exclusive: Bound,
  inclusive: Bound | undefined,
): Bound {
  if (inclusive === undefined) return exclusive;
  const order = compareDecimals(inclusive.value, exclusive.value);
  return (keyword === 'minimum' ? order > 0 : order < 0) ? inclusive : exclusive;
}

function readDivisor(site: Site): Decimal | undefined {
  const keyword = site.has('multipleOf') ? 'multipleOf' : 'divisibleBy';
  if (keyword === 'divisibleBy' && site.draft !== 'draft4') return undefined;
  const divisor = site.decimal(keyword);
  if (divisor === undefined) return undefined;
  if (divisor.coefficient <= 0n) {
    site.invalid(keyword, 'must be above 0');
    return undefined;
  }
  return divisor;
}
