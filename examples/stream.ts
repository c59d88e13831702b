import OpenAI from 'openai';

const baseURL = process.env.ANTIPHON_URL ?? 'http://127.0.0.1:8484/v1';
const client = new OpenAI({ baseURL, apiKey: 'none' });

const stream = await client.responses.create({ input: 'Count from 1 to 5.', stream: true });
for await (const event of stream) {
  if (event.type === 'response.output_text.delta') process.stdout.write(event.delta);
}
