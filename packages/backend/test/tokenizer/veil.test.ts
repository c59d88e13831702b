import { expect, test } from 'vitest';
import { AddedTokens } from '../../src/tokenizer/added-tokens.ts';
import { ChatTemplateError } from '../../src/tokenizer/template/chat-template-error.ts';
import { createVeil } from '../../src/tokenizer/veil.ts';

const contents = ['<a>', '<a><b>', '<b>', '[x]', 'a>', '<<'];
const tokens = new AddedTokens(contents.map((content, id) => ({ id, content, special: true })));

test.each(['<a><b>', '<<a>>', '[x][x]', '<<<<<<', 'plain', '<a<a><b>b>'])(
  'no token is left in %j once it is veiled, and all of it is there once the veil is lifted',
  (text) => {
    const veil = createVeil([text], tokens);
    const hidden = veil.hide(text);
    expect(tokens.find(hidden)).toEqual([]);
    expect(veil.lift(hidden)).toBe(text);
    expect(veil.lift(JSON.stringify(hidden))).toBe(JSON.stringify(text));
  },
);

test('the veil comes off JSON in which a template kept to ASCII', () => {
  const veil = createVeil([], tokens);
  const ascii = veil.hide('<a>').replace(/[^ -~]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16)}`;
  });
  expect(ascii).not.toBe('<a>');
  expect(veil.lift(ascii)).toBe('<a>');
});

test('a text that has noncharacters of its own keeps them', () => {
  const text = '\uFDD0<a>\uFDD1\\ufdd2';
  const veil = createVeil([text], tokens);
  expect(veil.lift(veil.hide(text))).toBe(text);
});

test('a conversation that leaves no mark free is refused', () => {
  const all = String.fromCharCode(...Array.from({ length: 31 }, (_, offset) => 0xfdd0 + offset));
  expect(() => createVeil([all], tokens)).toThrow(ChatTemplateError);
});
