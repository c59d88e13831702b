const exponent = '[eE][+-]?[0-9]+';
const decimal = '(?:[0-9]+\\.[0-9]*|\\.[0-9]+)';
const float = `(?:[0-9]+${exponent}|${decimal}(?:${exponent})?)`;
const number = `(?:${float}|[0-9]+)`;

/** The terminals of `%import common`, as in Lark's own common.lark, each as a regular expression. */
export const commonTerminals: ReadonlyMap<string, string> = new Map([
  ['DIGIT', '[0-9]'],
  ['HEXDIGIT', '[a-fA-F0-9]'],
  ['INT', '[0-9]+'],
  ['SIGNED_INT', '[+-]?[0-9]+'],
  ['DECIMAL', decimal],
  ['_EXP', exponent],
  ['FLOAT', float],
  ['SIGNED_FLOAT', `[+-]?${float}`],
  ['NUMBER', number],
  ['SIGNED_NUMBER', `[+-]?${number}`],
  ['ESCAPED_STRING', '"(?:[^"\\\\]|\\\\.)*"'],
  ['LCASE_LETTER', '[a-z]'],
  ['UCASE_LETTER', '[A-Z]'],
  ['LETTER', '[a-zA-Z]'],
  ['WORD', '[a-zA-Z]+'],
  ['CNAME', '[a-zA-Z_][a-zA-Z0-9_]*'],
  ['WS_INLINE', '[ \\t]+'],
  ['WS', '[ \\t\\f\\r\\n]+'],
  ['CR', '\\r'],
  ['LF', '\\n'],
  ['NEWLINE', '(?:\\r?\\n)+'],
  ['SH_COMMENT', '#[^\\n]*'],
  ['CPP_COMMENT', '//[^\\n]*'],
  ['C_COMMENT', '/\\*(?:[^*]|\\*+[^*/])*\\*+/'],
  ['SQL_COMMENT', '--[^\\n]*'],
]);
