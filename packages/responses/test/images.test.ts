import { type ImageReader, loadImageReader } from '@antiphon/backend';
import { modelFolder } from '@antiphon/embedded-model';
import { parseCompactResponse, parseCountInputTokens } from '@antiphon/protocol';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ResponseService } from '../src/index.ts';
import { caller, create, echo, never, serve, textOf } from './serve.ts';

/** A red circle on white, 64 × 64. */
const CIRCLE =
  'iVBORw0KGgoAAAANSUhEUgAAAEAAAABAAgMAAADXB5lNAAAADFBMVEX/////vb3/Pj7/AADpK/VEAAAAvUlEQVR42u2TuRHCQAxF3wI2MyTQAXRACy7BJdABrVACHVCCKYEyCAgcODDH+BNoETbHQA7K9PRXx0gLf4OwOWUdsJSObb8nSasWmEpSZTEAFgAjAPoAoQAIYXt7MZQkaecpxgYqzzEzPnCQG0gcxCaD51C0LCo88gTunb5TTB4VfA10c8qPiu0rAEARZ/EqMeJK5ia4uKI0XjvYGzg4OBtY37spJKl5XGXdAml3T3YOTWektOhcA5DkP/lzrs8OWWiyC3yTAAAAAElFTkSuQmCC';
/** A blue square on yellow, 64 × 64. */
const SQUARE =
  'iVBORw0KGgoAAAANSUhEUgAAAEAAAABAAgMAAADXB5lNAAAADFBMVEX//wCCgn5BQb4AAP+NGapVAAAAPklEQVR42u3SoQ2AQBREwYHQAppW6Pco8HKIRWEQBEvyn5xk3VK9NsG6gxy3bkmSdJifk4K/wgJnA6O+/6ELDaQL7a8qOEAAAAAASUVORK5CYII=';

let imageReader: ImageReader | undefined;

beforeAll(async () => {
  imageReader = await loadImageReader(modelFolder);
});

afterAll(() => imageReader?.close());

function image(base64: string, mediaType = 'image/png') {
  return { type: 'input_image', image_url: `data:${mediaType};base64,${base64}` };
}

function question(...images: object[]) {
  return [{ role: 'user', content: [{ type: 'input_text', text: 'What is it?' }, ...images] }];
}

test('an image is told in the words of what looks at it, and the response says what was told', async () => {
  const { service } = serve(echo, { imageReader });
  const { events, response } = await create(service, { input: question(image(CIRCLE)) });
  const told = '[Attached is a picture: a red circle on white.]';
  expect(textOf(events)).toBe(`user: What is it?\n${told}`);
  expect(response.warnings).toMatchObject([
    {
      code: 'described_input',
      param: 'input[0].content[1]',
      message: expect.stringContaining(told),
    },
  ]);
});

test('images of earlier turns and of results of tools are told again', async () => {
  const { service } = serve(echo, { imageReader });
  const first = await create(service, { input: question(image(CIRCLE)) });
  const input = [
    { type: 'function_call', call_id: 'call_1', name: 'camera', arguments: '{}' },
    { type: 'function_call_output', call_id: 'call_1', output: [image(SQUARE)] },
  ];
  const body = { previous_response_id: first.response.id, input };
  const { events, response } = await create(service, body);
  expect(textOf(events)).toContain('What is it?\n[Attached is a picture: a red circle on white.]');
  expect(textOf(events)).toContain('tool: [Attached is a picture: a blue square on yellow.]');
  expect(response.warnings).toMatchObject([{ param: 'input[1].output[0]' }]);
});

test('what cannot be decoded, or lies elsewhere, the model is told of as before', async () => {
  const { service } = serve(echo, { imageReader });
  const elsewhere = { type: 'input_image', image_url: 'https://example.com/circle.png' };
  const images = [image('AAAA'), image(CIRCLE, 'text/plain'), elsewhere];
  const { events, response } = await create(service, { input: question(...images) });
  expect(textOf(events)).toBe(
    'user: What is it?\n[Attached is an image that you cannot see (image/png, 3 bytes).]\n' +
      '[Attached is an image that you cannot see (text/plain, 270 bytes).]\n' +
      '[Attached is an image that you cannot see (at https://example.com/circle.png).]',
  );
  expect(response.warnings?.map(({ code }) => code)).toEqual(Array(3).fill('unseen_input'));
});

test('where an operator has unseen input refused, an image that was looked at is none', async () => {
  const { service } = serve(echo, { imageReader, unseenInput: 'refuse' });
  const { events } = await create(service, { input: question(image(CIRCLE)) });
  expect(textOf(events)).toContain('a red circle');
  const refused = create(service, { input: question(image(CIRCLE), image('AAAA')) });
  await expect(refused).rejects.toMatchObject({ param: 'input[0].content[2]' });
});

test('tokens are counted, and conversations shortened, with what the images show', async () => {
  const { service } = serve(echo, { imageReader });
  const blind = serve(echo).service;
  const counted = parseCountInputTokens({ input: question(image(CIRCLE)) });
  const count = async (by: ResponseService) =>
    (await by.countTokens(counted, caller, never)).input_tokens;
  expect((await count(service)) - (await count(blind))).toBe(
    'a picture: a red circle on white'.length -
      'an image that you cannot see (image/png, 270 bytes)'.length,
  );
  const request = parseCompactResponse({ model: 'scripted', input: question(image(CIRCLE)) });
  const { output } = await service.compact(request, caller, never);
  const { events } = await create(service, {
    input: [output.at(-1), { role: 'user', content: 'Go on.' }],
  });
  expect(textOf(events)).toContain('a red circle on white');
});
