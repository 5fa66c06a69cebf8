export interface StreamEvent {
  readonly event: string;
  readonly data: string;
}

/** The events of a `text/event-stream` body. A comment, which keeps the connection open, is an event `''` without data. */
export async function* readEvents(body: ReadableStream<Uint8Array<ArrayBuffer>>): AsyncGenerator<StreamEvent, void> {
  let text = '';
  for await (const chunk of body.pipeThrough(new TextDecoderStream())) {
    text += chunk;
    for (;;) {
      const end = /\r?\n\r?\n/.exec(text);
      if (end === null) break;
      yield parseEvent(text.slice(0, end.index));
      text = text.slice(end.index + end[0].length);
    }
  }
}

function parseEvent(text: string): StreamEvent {
  const fields = text.split(/\r?\n/).map((line) => /^([^:]*): ?(.*)$/.exec(line) ?? []);
  const valuesOf = (name: string) => fields.filter(([, field]) => field === name).map(([, , value = '']) => value);
  return { event: valuesOf('event').join(''), data: valuesOf('data').join('\n') };
}
