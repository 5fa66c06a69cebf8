import http from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import type { CheckedQuery } from './queries.js';

/** A request that started this long before SIGTERM was certainly accepted by the server. */
const ACCEPTED_AFTER_MS = 100;

interface Result {
  readonly data?: unknown;
  readonly errors?: readonly unknown[];
}

/** Callers that send queries without a pause, and count the outcomes. */
export class Callers {
  responses = 0;
  partial = 0;
  rejected = 0;
  abandoned = 0;
  /** Requests that were running and got no response, and responses that were wrong. */
  failed = 0;
  #isOpen = false;
  #closedAt = 0;
  readonly #url: string;
  readonly #queries: readonly CheckedQuery[];

  constructor(url: string, queries: readonly CheckedQuery[]) {
    this.#url = url;
    this.#queries = queries;
  }

  /** Starts sending: the server is running. */
  open(): void {
    this.#isOpen = true;
  }

  /** Stops sending: the server will be stopped. */
  close(): void {
    this.#isOpen = false;
    this.#closedAt = Date.now();
  }

  report(): string {
    const { responses, partial, rejected, abandoned, failed } = this;
    return `${responses} responses (${partial} partial), ${rejected} rejected, ${abandoned} abandoned, ${failed} failed`;
  }

  async run(count: number, goesOn: () => boolean): Promise<void> {
    const caller = async () => {
      while (goesOn()) {
        if (this.#isOpen) await this.#sendOne();
        else await delay(50);
      }
    };
    await Promise.all(Array.from({ length: count }, caller));
  }

  async #sendOne(): Promise<void> {
    const startedAt = Date.now();
    const query = this.#queries[Math.floor(Math.random() * this.#queries.length)];
    if (query === undefined) throw new Error('There are no queries.');
    const leaves = Math.random() < 0.05;
    try {
      const { status, text } = await post(this.#url, query.query, leaves ? Math.random() * 200 : undefined);
      if (status === 503) this.rejected++;
      else this.#count(query, status, JSON.parse(text) as Result);
    } catch (error) {
      if (leaves) this.abandoned++;
      // The server may have stopped listening before the request arrived.
      else if (!this.#isOpen && startedAt > this.#closedAt - ACCEPTED_AFTER_MS) this.rejected++;
      else {
        this.failed++;
        process.stdout.write(`failed: ${String(error)} after ${Date.now() - startedAt} ms\n`);
      }
    }
  }

  #count({ findProblem }: CheckedQuery, status: number, { data, errors = [] }: Result): void {
    this.responses++;
    if (errors.length > 0) this.partial++;
    const errorText = JSON.stringify(errors);
    const problem = findProblem?.(data);
    if (status === 200 && problem === undefined && !errorText.includes('INTERNAL_SERVER_ERROR')) return;
    this.failed++;
    process.stdout.write(`failed: ${status} ${errorText} ${problem ?? ''}\n`);
  }
}

/** Each request has its own connection, so that none is closed by the server while it is reused. */
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
