/** Digits that divide by four, two by two. */
const FOURTH = '(?:[02468][048]|[13579][26])';
const LEAP_YEAR = `(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|${FOURTH}00)`;
/** RFC 3339, with the lengths of the months. */
const DATE = [
  '[0-9]{4}-(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])',
  '[0-9]{4}-(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)',
  '[0-9]{4}-02-(?:0[1-9]|1[0-9]|2[0-8])',
  `${LEAP_YEAR}-02-29`,
].join('|');
const OFFSET = '(?:[Zz]|[+-](?:[01][0-9]|2[0-3]):[0-5][0-9])';
/** A leap second ends a day in UTC; those of other time zones are left out. */
const TIME = [
  `(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\\.[0-9]+)?${OFFSET}`,
  '23:59:60(?:\\.[0-9]+)?(?:[Zz]|[+-]00:00)',
].join('|');

const SECONDS = '[0-9]+S';
const MINUTES = `[0-9]+M(?:${SECONDS})?`;
const HOURS = `[0-9]+H(?:${MINUTES})?`;
const CLOCK = `T(?:${HOURS}|${MINUTES}|${SECONDS})`;
const DAYS = '[0-9]+D';
const MONTHS = `[0-9]+M(?:${DAYS})?`;
const YEARS = `[0-9]+Y(?:${MONTHS})?`;
/** RFC 3339, appendix A. */
const DURATION = `P(?:[0-9]+W|(?:${YEARS}|${MONTHS}|${DAYS})(?:${CLOCK})?|${CLOCK})`;

const OCTET = '(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])';
const IPV4 = `(?:${OCTET}\\.){3}${OCTET}`;
const GROUP = '[0-9A-Fa-f]{1,4}';
const LAST_32_BITS = `(?:${GROUP}:${GROUP}|${IPV4})`;
/** RFC 3986, IPv6address: by how many groups stand before the gap. */
const IPV6 = [
  `(?:${GROUP}:){6}${LAST_32_BITS}`,
  `::(?:${GROUP}:){0,5}${LAST_32_BITS}`,
  `${GROUP}::(?:${GROUP}:){0,4}${LAST_32_BITS}`,
  `(?:${GROUP}:){1}${GROUP}::(?:${GROUP}:){0,3}${LAST_32_BITS}`,
  `(?:${GROUP}:){2}${GROUP}::(?:${GROUP}:){0,2}${LAST_32_BITS}`,
  `(?:${GROUP}:){3}${GROUP}::(?:${GROUP}:)?${LAST_32_BITS}`,
  `(?:${GROUP}:){4}${GROUP}::${LAST_32_BITS}`,
  `(?:(?:${GROUP}:){0,5}${GROUP})?::${GROUP}`,
  `(?:(?:${GROUP}:){0,6}${GROUP})?::`,
].join('|');

/**
 * A label of at most 63 characters. Two hyphens in the third and fourth place are left out: they mark
 * Punycode, and whether that decodes to an allowed name no automaton can tell.
 */
function labelPattern(letter: string): string {
  const any = `(?:${letter}|-)`;
  const long = `${any}(?:${letter}${any}|-${letter})${any}{0,58}${letter}`;
  return `${letter}(?:${any}{0,2}${letter}|${long})?`;
}

const LABEL = labelPattern('[A-Za-z0-9]');
const HOSTNAME = `${LABEL}(?:\\.${LABEL})*`;
const HOST_LENGTH = '.{1,253}';

const ATOM = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+";
const QUOTED = '"(?:[ !#-\\[\\]-~]|\\\\[ -~])*"';
const DOMAIN_LITERAL = `\\[(?:${IPV4}|IPv6:(?:${IPV6}))\\]`;
const EMAIL = `(?:${ATOM}(?:\\.${ATOM})*|${QUOTED})@(?:${HOSTNAME}|${DOMAIN_LITERAL})`;
/** At most 64 octets before the last `@`; `.` is one octet in ASCII. */
const LOCAL_LENGTH = '.{1,64}@[^@]*';

const WIDE_ATOM = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~\\u0080-\\u{10FFFF}-]+";
const WIDE_QUOTED = '"(?:[ !#-\\[\\]-~\\u0080-\\u{10FFFF}]|\\\\[ -~])*"';
const WIDE_LABEL = labelPattern('[A-Za-z0-9\\p{L}\\p{M}\\p{Nd}]');
const WIDE_EMAIL = `(?:${WIDE_ATOM}(?:\\.${WIDE_ATOM})*|${WIDE_QUOTED})@${WIDE_LABEL}(?:\\.${WIDE_LABEL})*`;
const WIDE_LOCAL_LENGTH = '(?:[\\0-\\x7f]{1,64}|(?:[^@]){1,16}|"[^"]{1,14}")@[^@]*';

const UNRESERVED = 'A-Za-z0-9._~\\-';
const WIDE =
  '\\u00A0-\\uD7FF\\uF900-\\uFDCF\\uFDF0-\\uFFEF' +
  Array.from({ length: 14 }, (_, plane) => {
    const high = (plane + 1).toString(16);
    return `\\u{${high}${plane === 13 ? '1' : '0'}000}-\\u{${high}FFFD}`;
  }).join('');
const PRIVATE = '\\uE000-\\uF8FF\\u{F0000}-\\u{FFFFD}\\u{100000}-\\u{10FFFD}';

/** The grammar of RFC 3986 or, with more characters, of RFC 3987. */
function uriPatterns(letters: string, queryLetters: string): { uri: string; reference: string } {
  const percent = '%[0-9A-Fa-f]{2}';
  const delimiters = "!$&'()*+,;=";
  const character = `(?:[${letters}${delimiters}:@]|${percent})`;
  const withoutColon = `(?:[${letters}${delimiters}@]|${percent})`;
  const name = `(?:[${letters}${delimiters}]|${percent})*`;
  const user = `(?:[${letters}${delimiters}:]|${percent})*@`;
  const future = `[vV][0-9A-Fa-f]+\\.[${UNRESERVED}${delimiters}:]+`;
  const host = `(?:\\[(?:${IPV6}|${future})\\]|${name})`;
  const authority = `//(?:${user})?${host}(?::[0-9]*)?(?:/${character}*)*`;
  const absolute = `/(?:${character}+(?:/${character}*)*)?`;
  const query = `(?:\\?(?:[${letters}${queryLetters}${delimiters}:@/?]|${percent})*)?`;
  const fragment = `(?:#(?:[${letters}${delimiters}:@/?]|${percent})*)?`;
  const rootless = `${character}+(?:/${character}*)*`;
  const uri = `[A-Za-z][A-Za-z0-9+.-]*:(?:${authority}|${absolute}|${rootless})?${query}${fragment}`;
  const relative = `(?:${authority}|${absolute}|${withoutColon}+(?:/${character}*)*)?${query}${fragment}`;
  return { uri, reference: `${uri}|${relative}` };
}

const URI = uriPatterns(UNRESERVED, '');
const IRI = uriPatterns(`${WIDE}${UNRESERVED}`, PRIVATE);

const VARIABLE_LETTER = '(?:[A-Za-z0-9_]|%[0-9A-Fa-f]{2})';
const VARIABLE = `${VARIABLE_LETTER}+(?:\\.${VARIABLE_LETTER}+)*(?::[1-9][0-9]{0,3}|\\*)?`;
const TEMPLATE_LITERAL = `[!#$&'()-;=?-\\[\\]_a-z~${WIDE}${PRIVATE}]|%[0-9A-Fa-f]{2}`;
/** RFC 6570, with the apostrophe that its errata add. */
const URI_TEMPLATE = `(?:${TEMPLATE_LITERAL}|\\{[+#./;?&]?${VARIABLE}(?:,${VARIABLE})*\\})*`;

const POINTER = '(?:/(?:[^/~]|~[01])*)*';

/** Regexes of common constructs: no back-references, no look-behind, groups three deep. */
function regexPattern(): string {
  const anyEscape = '\\\\(?:[dDsSwWbBnrtfv0]|[\\^$.*+?()\\[\\]{}|/\\\\])';
  const classEscape = '\\\\(?:[dDsSwWnrtfv0]|[\\^$.*+?()\\[\\]{}|/\\\\-])';
  const classItem = `(?:a-z|A-Z|0-9|[^\\\\\\]\\[^-]|${classEscape})`;
  const character = '[^\\\\^$.*+?()\\[\\]{}|]';
  const quantifier = '(?:(?:[*+?]|\\{[0-9]{1,4},?\\})\\??)?';
  let body = '';
  for (let depth = 0; depth < 4; depth++) {
    const group = body === '' ? '' : `|\\((?:\\?[:=!])?${body}\\)`;
    const atom = `(?:${character}|\\.|${anyEscape}|\\[\\^?${classItem}+-?\\]${group})${quantifier}`;
    body = `(?:${atom}|[\\^$|])*`;
  }
  return body;
}

/** For each format the patterns that a whole text has to match, all of them. */
export const formatPatterns: ReadonlyMap<string, readonly string[]> = new Map([
  ['date', [DATE]],
  ['date-time', [`(?:${DATE})[Tt](?:${TIME})`]],
  ['duration', [DURATION]],
  ['email', [EMAIL, LOCAL_LENGTH]],
  ['hostname', [HOSTNAME, HOST_LENGTH]],
  ['idn-email', [WIDE_EMAIL, WIDE_LOCAL_LENGTH]],
  ['ipv4', [IPV4]],
  ['ipv6', [IPV6]],
  ['iri', [IRI.uri]],
  ['iri-reference', [IRI.reference]],
  ['json-pointer', [POINTER]],
  ['regex', [regexPattern()]],
  ['relative-json-pointer', [`(?:0|[1-9][0-9]*)(?:#|${POINTER})`]],
  ['time', [TIME]],
  ['uri', [URI.uri]],
  ['uri-reference', [URI.reference]],
  ['uri-template', [URI_TEMPLATE]],
  ['uuid', ['[0-9A-Fa-f]{8}-(?:[0-9A-Fa-f]{4}-){3}[0-9A-Fa-f]{12}']],
]);
