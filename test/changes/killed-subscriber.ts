import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { open, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { WrittenChange } from './engines.js';
import type { HandledChange, SubscriberOptions, SubscriberState } from './subscriber-process.js';

const PROGRAM = new URL('subscriber-process.ts', import.meta.url).pathname;

export interface SubscriberPlan {
  readonly name: string;
  readonly transport: SubscriberOptions['transport'];
  readonly filter?: object;
  /** The changes that the filter selects. */
  readonly selects: (change: WrittenChange) => boolean;
}

type Line = (HandledChange | { readonly error: string }) & { readonly process: number };

/** A subscriber in a process of its own, which is killed and started again, and what it has handled. */
export class KilledSubscriber {
  readonly #plan: SubscriberPlan;
  readonly #options: SubscriberOptions;
  #child: ChildProcess | undefined;
  /** Bytes of the log that were read. */
  #read = 0;
  #count = 0;
  #process = 0;
  #lines: readonly Line[] = [];

  constructor(plan: SubscriberPlan, folder: string, endpoints: readonly string[]) {
    const { name, transport, filter } = plan;
    this.#plan = plan;
    this.#options = {
      transport,
      endpoints,
      filter,
      log: join(folder, `${name}.log`),
      state: join(folder, `${name}.json`),
    };
  }

  /** It goes on behind this cursor. */
  async begin(cursor: string): Promise<void> {
    await writeFile(this.#options.log, '');
    await writeFile(this.#options.state, JSON.stringify({ count: 0, cursor } satisfies SubscriberState));
  }

  /** The cursor that it wrote last. */
  cursor(): string {
    return (JSON.parse(readFileSync(this.#options.state, 'utf8')) as SubscriberState).cursor;
  }

  start(): void {
    this.#child = spawn(process.execPath, [PROGRAM, JSON.stringify(this.#options)], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  }

  signal(signal: NodeJS.Signals): void {
    this.#child?.kill(signal);
  }

  async kill(): Promise<void> {
    const child = this.#child;
    if (child?.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  }

  /** Whether the process ended by itself, which is a fault. */
  get hasEnded(): boolean {
    return this.#child !== undefined && this.#child.exitCode !== null;
  }

  /**
   * The number of changes that were handled up to the last `readLog`. Each must be the next one of all that were written.
   * Only the last that was handled before a kill may be handled once more, because its cursor was not written yet.
   */
  handled(expected: readonly WrittenChange[]): number {
    const { name } = this.#plan;
    for (const line of this.#lines) {
      if ('error' in line) {
        throw new Error(`${name}: a change with an error: ${line.error}`);
      }
      const isAgain = line.process !== this.#process && line.count === this.#count && line.count > 0;
      expect(line.count, `${name}: the number of a change`).toBe(isAgain ? this.#count : this.#count + 1);
      expect(line.row, `${name}: change ${line.count}`).toEqual(expected[line.count - 1]?.row);
      ({ count: this.#count, process: this.#process } = line);
    }
    this.#lines = [];
    return this.#count;
  }

  /** The changes that it has to handle. */
  expected(written: readonly WrittenChange[]): readonly WrittenChange[] {
    return written.filter(this.#plan.selects);
  }

  /** Reads what it has handled since the last time. */
  async readLog(): Promise<void> {
    const file = await open(this.#options.log);
    try {
      const { size } = await file.stat();
      const { buffer } = await file.read(Buffer.alloc(size - this.#read), 0, size - this.#read, this.#read);
      const text = buffer.toString();
      const complete = text.slice(0, text.lastIndexOf('\n') + 1);
      this.#read += Buffer.byteLength(complete);
      this.#lines = complete
        .split('\n')
        .slice(0, -1)
        .map((line) => JSON.parse(line) as Line);
    } finally {
      await file.close();
    }
  }
}
