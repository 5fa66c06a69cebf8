import type { FastifyInstance } from 'fastify';
import type { Progress } from './progress.js';

// Some monitors use HEAD.
const OPTIONS = { logLevel: 'silent', exposeHeadRoute: true } as const;

/** `/health/live`: the process runs. `/health/ready`: queries are served. Both respond also while the server stops. */
export function addHealth(app: FastifyInstance, progress: Progress): void {
  app.get('/health/live', OPTIONS, () => ({ status: 'live' }));
  app.get('/health/ready', OPTIONS, (_, reply) => {
    if (progress.phase !== 'serving') reply.code(503);
    return { status: progress.phase === 'serving' ? 'ready' : progress.phase };
  });
}
