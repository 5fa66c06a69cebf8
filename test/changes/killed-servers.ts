import { type Child, REAL, start } from '../cli/spawning.js';
import type { Random } from '../paging/random.js';

interface Server {
  child: Child;
  readonly port: string;
}

/** The servers of one store, each a process, which are killed and started again at the same port. */
export class KilledServers {
  readonly #file: string;
  readonly #servers: Server[] = [];

  /** `file`: the configuration. */
  constructor(file: string) {
    this.#file = file;
  }

  get endpoints(): readonly string[] {
    return this.#servers.map(({ port }) => `http://127.0.0.1:${port}/graphql`);
  }

  /** Starts one more. Returns its endpoint. */
  async add(): Promise<string> {
    this.#servers.push(await this.#serve('0'));
    return this.endpoints.at(-1) ?? '';
  }

  async killOne(random: Random): Promise<void> {
    const server = random.pick(this.#servers);
    server.child.kill('SIGKILL');
    await server.child.ended;
    ({ child: server.child } = await this.#serve(server.port));
  }

  async killAll(): Promise<void> {
    for (const { child } of this.#servers) child.kill('SIGKILL');
    await Promise.all(this.#servers.map(({ child }) => child.ended));
  }

  async #serve(port: string): Promise<Server> {
    const child = start(['serve', '--config', this.#file, '--port', port], { main: REAL });
    const [, found = ''] = await child.printed(/:(\d+)\//);
    return { child, port: found };
  }
}
