import type { Session } from './session.js';

/** A replica's request to try a credential. */
export interface TrialRequest {
  readonly credential: string;
  readonly replica: string;
  /** Rejections after which the credential rests. */
  readonly most: number;
  /** The secret was replaced since it was rejected. */
  readonly isNew: boolean;
}

/** The database's response to a replica that wants to try a credential. */
export interface TrialStart {
  /** Rejections that the replica may cause; 0: it may not try now. */
  readonly allowed: number;
  /** Milliseconds until `allowed` may change. */
  readonly waitMs: number;
  /** No replica may try the credential. */
  readonly isResting: boolean;
}

/** The result of a trial. */
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
  { credential, replica, most, isNew }: TrialRequest,
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
  { session, replica }: { readonly session: Session; readonly replica: string },
  credential: string,
  { rejections, isAccepted, most, isOutage }: TrialEnd,
): Promise<void> {
  const values = [credential, replica, rejections, isAccepted, most, isOutage];
  await session.query('SELECT end_trial($1, $2, $3, $4, $5, $6)', values);
}
