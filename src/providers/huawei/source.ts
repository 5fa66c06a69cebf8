import type { Project } from './project.js';

/** The origin of a row: the account and the settings that its conversion needs in addition to the response. */
export type Source = Pick<Project, 'account' | 'timeZone'>;
