import type { FastifyInstance } from 'fastify';
import type { Progress } from './progress.js';

/** `/health/live`: the process answers. `/health/ready`: queries are served. Both go on while the server stops. */
export function addHealth(app: FastifyInstance, progress: Progress): void {
  app.get('/health/live', { logLevel: 'silent' }, () => ({ status: 'live' }));
  app.get('/health/ready', { logLevel: 'silent' }, (_, reply) => {
    if (progress.phase !== 'serving') reply.code(503);
    return { status: progress.phase === 'serving' ? 'ready' : progress.phase };
  });
}
