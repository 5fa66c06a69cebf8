import type { FastifyInstance } from 'fastify';
import type { Progress } from './progress.js';

// Monitors ask by HEAD too.
const OPTIONS = { logLevel: 'silent', exposeHeadRoute: true } as const;

/** `/health/live`: the process answers. `/health/ready`: queries are served. Both go on while the server stops. */
export function addHealth(app: FastifyInstance, progress: Progress): void {
  app.get('/health/live', OPTIONS, () => ({ status: 'live' }));
  app.get('/health/ready', OPTIONS, (_, reply) => {
    if (progress.phase !== 'serving') reply.code(503);
    return { status: progress.phase === 'serving' ? 'ready' : progress.phase };
  });
}
