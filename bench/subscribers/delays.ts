import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';

/** Milliseconds between two looks at the file, which is how exact the times are. */
const LOOK_MS = 4;
/** Changes that are measured, and the time between two of them. */
const CHANGES = 30;
const GAP_MS = 350;
const LONGEST_MS = 20_000;

/** The delays from the moment at which a change is in the store to its being received. */
export class Delays {
  readonly #file: string;
  /** How many subscribers receive each change. */
  readonly #subscribers: number;
  readonly #received = new Map<string, number[]>();

  constructor(file: string, subscribers: number) {
    this.#file = file;
    this.#subscribers = subscribers;
  }

  /** Called with the job of each change that some subscriber receives. */
  readonly receive = (nativeId: string): void => {
    const times = this.#received.get(nativeId);
    if (times) times.push(performance.now());
    else this.#received.set(nativeId, [performance.now()]);
  };

  /** Makes changes, and prints how late they are. Returns the worst of each change's longest delay over its median. */
  async measure(title: string, insert: () => string): Promise<number> {
    const keys: string[] = [];
    const look = this.#watchFile();
    for (let change = 0; change < CHANGES; change++) {
      keys.push(insert());
      await sleep(GAP_MS);
    }
    const isReceived = () => keys.every((key) => this.#received.get(key)?.length === this.#subscribers);
    for (const end = performance.now() + LONGEST_MS; !isReceived() && performance.now() < end;) await sleep(50);
    const written = look();
    const delays = keys.map((key) => {
      const times = this.#received.get(key) ?? [];
      return times.map((time) => time - (written.get(key) ?? Number.NaN)).toSorted((a, b) => a - b);
    });
    const missing = delays.reduce((sum, one) => sum + this.#subscribers - one.length, 0);
    const all = delays.flat().toSorted((a, b) => a - b);
    const ratios = delays.map((one) => (one.at(-1) ?? Number.NaN) / quantile(one, 0.5));
    const ms = (part: number) => `${quantile(all, part).toFixed(0)} ms`;
    process.stdout.write(
      `  ${title}: ${all.length} deliveries of ${CHANGES} changes, ${missing} missing; median ${ms(0.5)}, p90 ${ms(0.9)}, ` +
        `p99 ${ms(0.99)}, longest ${ms(1)}; longest over median of one change: ${Math.max(...ratios).toFixed(2)}\n`,
    );
    return missing === 0 ? Math.max(...ratios) : Infinity;
  }

  /** Notes when each job is first in the table of changes. Returns what ends that. */
  #watchFile(): () => ReadonlyMap<string, number> {
    const database = new DatabaseSync(this.#file, { readOnly: true });
    const changes = database.prepare('SELECT sequence, value FROM changes WHERE sequence > ? ORDER BY sequence');
    const written = new Map<string, number>();
    let last = 0;
    const timer = setInterval(() => {
      const now = performance.now();
      for (const { sequence, value } of changes.all(last)) {
        last = Number(sequence);
        const [nativeId] = JSON.parse(String(value)) as [string];
        if (!written.has(nativeId)) written.set(nativeId, now);
      }
    }, LOOK_MS);
    return () => {
      clearInterval(timer);
      database.close();
      return written;
    };
  }
}

/** NaN if there is none. */
function quantile(sorted: readonly number[], part: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? Number.NaN;
}
