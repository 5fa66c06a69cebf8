/** How many rows each kind of read requests. All constants of read sizing stand here; `merge/read-sizing.ts` uses them. */

/** Rows that neighbouring calls share: one known row, and one newer row that proves that nothing is missing. */
export const OVERLAP = 2;
/** Most rows that joining two reads takes. */
export const JOINT = 4;
/** Extra rows requested so that a page's edge does not cut through rows of one time. */
export const TIE_ROOM = 4;
/** Rows of a large time group that are read again if the list has a total, which allows a join by row numbers. */
export const SHARED_BY_NUMBER = 4;

/** Fewest rows read at a time: a call returns this many as quickly as fewer. */
export const SHORTEST_READ = 100;
/** Most rows read at a time in a search. */
export const LONGEST_SEARCH = 1000;
/** Most rows that one further attempt to extend a segment requests. */
export const LONGEST_EXTENSION = 1000;
/** Most rows that walks of one operation request together of the list that they share. */
export const LONGEST_SHARED_READ = 1000;

/** Rows requested at a time to read a whole list: a list of this length takes one call wherever a provider allows it. */
export const WHOLE_LIST_ROWS = 999;
/** Rows requested at a time of a list that is out of order. */
export const UNSORTED_ROWS = 100;
/** Rows requested at a time to count matching rows. */
export const COUNTED_ROWS = 500;
/** Rows requested at a time towards an end of a list whose row number is unknown. */
export const SEEK_ROWS = 500;
/** Rows requested around the time of a row that is looked up: a few large reads take less time than many small ones. */
export const LOOKUP_ROWS = 100;

/** Rows requested to check that nothing follows. */
export const END_CHECK_ROWS = 20;
/** Concurrent calls into a list of unknown length. */
export const CALLS_AHEAD = 4;

/** With this many rows expected, at least one exists with high probability (6 - 2√6 > 1). */
export const CERTAIN_ROWS = 6;
/** Fewest rows of a page that show how lists share pages. */
export const REPRESENTATIVE_ROWS = 100;
/** An empty time window counts as this many examined rows: it costs a call as they do. */
export const EMPTY_WINDOW_ROWS = 50;

/** The forecast of a page's span starts here, is quadrupled until the span is long enough, and then bisected. */
export const SHORTEST_FORECAST_MS = 60_000;
/** Up to a century. */
export const FORECAST_QUADRUPLINGS = 13;
/** Within a tenth. */
export const FORECAST_HALVINGS = 5;
