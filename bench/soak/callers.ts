import http from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import type { Question } from './questions.js';

/** A request this much older than SIGTERM was surely taken in. */
const TAKEN_IN_MS = 100;

interface Answer {
  readonly data?: unknown;
  readonly errors?: readonly unknown[];
}

/** Callers who ask without a pause, and keep account of what comes of it. */
export class Callers {
  answered = 0;
  partial = 0;
  refused = 0;
  abandoned = 0;
  /** Requests that were running and came to nothing, and answers that were wrong. */
  failed = 0;
  #isOpen = false;
  #closedAt = 0;
  readonly #url: string;
  readonly #questions: readonly Question[];

  constructor(url: string, questions: readonly Question[]) {
    this.#url = url;
    this.#questions = questions;
  }

  /** The server is up. */
  open(): void {
    this.#isOpen = true;
  }

  /** The server is about to be stopped. */
  close(): void {
    this.#isOpen = false;
    this.#closedAt = Date.now();
  }

  report(): string {
    const { answered, partial, refused, abandoned, failed } = this;
    return `${answered} answered (${partial} in part), ${refused} refused, ${abandoned} given up, ${failed} failed`;
  }

  async run(count: number, goesOn: () => boolean): Promise<void> {
    const caller = async () => {
      while (goesOn()) {
        if (this.#isOpen) await this.#askOnce();
        else await delay(50);
      }
    };
    await Promise.all(Array.from({ length: count }, caller));
  }

  async #askOnce(): Promise<void> {
    const startedAt = Date.now();
    const question = this.#questions[Math.floor(Math.random() * this.#questions.length)];
    if (question === undefined) throw new Error('There is nothing to ask.');
    const leaves = Math.random() < 0.05;
    try {
      const { status, text } = await post(this.#url, question.query, leaves ? Math.random() * 200 : undefined);
      if (status === 503) this.refused++;
      else this.#count(question, status, JSON.parse(text) as Answer);
    } catch (error) {
      if (leaves) this.abandoned++;
      // It came while the server was closing its door.
      else if (!this.#isOpen && startedAt > this.#closedAt - TAKEN_IN_MS) this.refused++;
      else {
        this.failed++;
        process.stdout.write(`failed: ${String(error)} after ${Date.now() - startedAt} ms\n`);
      }
    }
  }

  #count({ mistakeIn }: Question, status: number, { data, errors = [] }: Answer): void {
    this.answered++;
    if (errors.length > 0) this.partial++;
    const told = JSON.stringify(errors);
    const mistake = mistakeIn?.(data);
    if (status === 200 && mistake === undefined && !told.includes('INTERNAL_SERVER_ERROR')) return;
    this.failed++;
    process.stdout.write(`failed: ${status} ${told} ${mistake ?? ''}\n`);
  }
}

/** A connection for each request, so that none is closed as it is used again. */
function post(url: string, query: string, leavesAfterMs?: number): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json' };
    const request = http.request(`${url}/graphql`, { method: 'POST', headers, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString() });
      });
      response.on('error', reject);
    });
    request.on('error', reject).end(JSON.stringify({ query }));
    if (leavesAfterMs !== undefined) setTimeout(() => request.destroy(), leavesAfterMs);
  });
}
