import { expect, test } from 'vitest';
import { parseInclude, parsePageRequest, parseRetrieveResponse } from '../../src/index.ts';
import { refusal } from '../refusal.ts';

const query = (text: string) => new URLSearchParams(text);

test('a list without a query is its newest 20', () => {
  expect(parsePageRequest(query(''))).toEqual({ limit: 20, order: 'desc' });
  expect(parsePageRequest(query('limit=&order=&after='))).toEqual({ limit: 20, order: 'desc' });
});

test('a page is asked for by its size, its order and what is before it', () => {
  const page = parsePageRequest(query('limit=0&order=asc&after=msg_1&other=x'));
  expect(page).toEqual({ limit: 0, order: 'asc', after: 'msg_1' });
});

test.each([
  ['limit=101', 'limit', 'limit must be a whole number from 0 to 100, got "101"'],
  ['limit=-1', 'limit', 'limit must be a whole number from 0 to 100, got "-1"'],
  ['limit=1e1', 'limit', 'limit must be a whole number from 0 to 100, got "1e1"'],
  ['order=up', 'order', 'order must be "asc" or "desc", got "up"'],
])('the page %s is refused by name', (text, param, message) => {
  expect(refusal(() => parsePageRequest(query(text)))).toMatchObject({ param, message });
});

test('what to include is given with brackets, with numbers in them or without', () => {
  const [first, second] = ['reasoning.encrypted_content', 'message.output_text.logprobs'];
  expect(parseInclude(query(`include[]=${first}&include[]=${second}`))).toEqual([first, second]);
  expect(parseInclude(query(`include=${first}&include[1]=${second}`))).toEqual([first, second]);
  expect(parseInclude(query(`include%5B%5D=${first}`))).toEqual([first]);
  expect(refusal(() => parseInclude(query('include=everything'))).param).toBe('include[0]');
});

test('a response is asked for as events, from the first or after a number', () => {
  expect(parseRetrieveResponse(query(''))).toEqual({ stream: false, include: [] });
  const after = parseRetrieveResponse(
    query('stream=true&starting_after=7&include_obfuscation=false'),
  );
  expect(after).toEqual({ stream: true, startingAfter: 7, include: [] });
});

test.each([
  ['stream=yes', 'stream'],
  ['stream=true&starting_after=-1', 'starting_after'],
  ['stream=true&starting_after=99999999999999999999', 'starting_after'],
  ['starting_after=1', 'starting_after'],
  ['include_obfuscation=1', 'include_obfuscation'],
])('the query %s is refused by name', (text, param) => {
  expect(refusal(() => parseRetrieveResponse(query(text))).param).toBe(param);
});
