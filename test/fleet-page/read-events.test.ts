import { describe, expect, it } from 'vitest';
import { readEvents } from '../../src/fleet-page/endpoint/read-events.js';

const TEXT = ':\n\nevent: next\ndata: {"a":\ndata: "ü"}\n\n:\r\n\r\nevent: complete\ndata:\n\nevent: cut';

async function read(chunkBytes: number): Promise<unknown[]> {
  const bytes = new TextEncoder().encode(TEXT);
  const chunks = Array.from({ length: Math.ceil(bytes.length / chunkBytes) }, (_, index) =>
    bytes.slice(index * chunkBytes, (index + 1) * chunkBytes),
  );
  const events = [];
  for await (const event of readEvents(ReadableStream.from(chunks))) events.push(event);
  return events;
}

describe('The reader of Server-Sent Events', () => {
  it.each([1, 2, 7, 1000])(
    'gives the same events for chunks of %i bytes, and no event that is cut off',
    async (size) => {
      expect(await read(size)).toEqual([
        { event: '', data: '' },
        { event: 'next', data: '{"a":\n"ü"}' },
        { event: '', data: '' },
        { event: 'complete', data: '' },
      ]);
    },
  );
});
