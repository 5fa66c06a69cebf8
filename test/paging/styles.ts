import type { MovingListOptions } from './moving-list.js';

const DAY = 86_400_000;

/** The kinds of list that the four clouds have, with what is uncertain about each decided both ways. */
export const LISTS: Readonly<Record<string, MovingListOptions>> = {
  'CSS jobs': {
    style: { endpoint: 'css', documentation: '', unit: 'row', origin: 1, limits: { min: 1, max: 1000 }, reach: 1000 },
    reportsTotal: false,
  },
  'CSS jobs, limit capped in silence': {
    style: {
      endpoint: 'css-capped',
      documentation: '',
      unit: 'row',
      origin: 1,
      limits: { min: 1, max: 1000 },
      reach: 1000,
    },
    reportsTotal: false,
    limitCap: 20,
  },
  'CSS clusters': {
    style: {
      endpoint: 'css-clusters',
      documentation: '',
      unit: 'row',
      origin: 1,
      limits: { min: 1, max: 1000 },
      reach: 1000,
    },
    reportsTotal: true,
  },
  'DWS tasks': {
    style: { endpoint: 'dws', documentation: '', unit: 'page', origin: 0, limits: { min: 1, max: 1000 } },
    reportsTotal: true,
  },
  'DWS tasks, limit capped in silence': {
    style: { endpoint: 'dws-capped', documentation: '', unit: 'page', origin: 0, limits: { min: 1, max: 1000 } },
    reportsTotal: true,
    limitCap: 25,
  },
  'DWS clusters': {
    style: { endpoint: 'dws-clusters', documentation: '', unit: 'whole', origin: 0, limits: { min: 1, max: 1 } },
    reportsTotal: false,
  },
  'GeminiDB jobs': {
    style: { endpoint: 'gemini', documentation: '', unit: 'row', origin: 0, limits: [10, 20, 50], windowMs: 30 * DAY },
    reportsTotal: true,
  },
  'GeminiDB jobs, end inclusive': {
    style: { endpoint: 'gemini', documentation: '', unit: 'row', origin: 0, limits: [10, 20, 50], windowMs: 30 * DAY },
    reportsTotal: true,
    endInclusive: true,
  },
  'QingCloud jobs': {
    style: { endpoint: 'qingcloud', documentation: '', unit: 'row', origin: 0, limits: { min: 1, max: 100 } },
    reportsTotal: true,
  },
};

/** A documented reach that walks of a few pages meet, and that is enforced. */
export const NEAR_WALL: MovingListOptions = {
  style: { endpoint: 'css-near', documentation: '', unit: 'row', origin: 1, limits: { min: 1, max: 40 }, reach: 40 },
  reportsTotal: false,
  walled: true,
};
