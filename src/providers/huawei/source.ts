import type { Project } from './project.js';

/** Where a row comes from: what its values depend on beside the response. */
export type Source = Pick<Project, 'account' | 'timeZone'>;
