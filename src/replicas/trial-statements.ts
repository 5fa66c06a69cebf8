import type { Session } from './session.js';

/** What the database says to a replica that wants to try a credential. */
export interface TrialStart {
  /** Rejections that the replica may cause; 0: it may not try now. */
  readonly allowed: number;
  /** Milliseconds until that may change. */
  readonly waitMs: number;
  /** Nobody may try. */
  readonly isResting: boolean;
}

/** What a replica has learned of a credential. */
export interface TrialEnd {
  readonly rejections: number;
  readonly isAccepted: boolean;
  /** Rejections after which the credential rests. */
  readonly most: number;
  /** The database could not be reached when the credential was rejected. */
  readonly isOutage: boolean;
}

/** See begin_trial in the migrations. */
export async function beginTrial(
  session: Session,
  credential: string,
  replica: string,
  most: number,
  isNew: boolean,
): Promise<TrialStart> {
  const [row] = await session.query('SELECT * FROM begin_trial($1, $2, $3, $4)', [credential, replica, most, isNew]);
  return {
    allowed: Number(row?.['allowed']),
    waitMs: Number(row?.['wait']) * 1000,
    isResting: row?.['is_silenced'] === true,
  };
}

/** See end_trial in the migrations. */
export async function endTrial(
  session: Session,
  credential: string,
  replica: string,
  { rejections, isAccepted, most, isOutage }: TrialEnd,
): Promise<void> {
  const values = [credential, replica, rejections, isAccepted, most, isOutage];
  await session.query('SELECT end_trial($1, $2, $3, $4, $5, $6)', values);
}
