export interface App {
  readonly id: string;
  readonly name: string;
  readonly icon: string;
  readonly port: number;
  /** The ids and names of its versions, the oldest first. */
  readonly versions: readonly [AppVersion, ...AppVersion[]];
  /** Its part of a zone's clusters and jobs, as a range within 0 to 1. */
  readonly from: number;
  readonly to: number;
  /** No longer used: its clusters are deleted, their jobs are still listed. */
  readonly isRetired: boolean;
}

export interface AppVersion {
  readonly id: string;
  readonly name: string;
}

export const APPS: readonly App[] = [
  {
    id: 'app-tg3lbp0a',
    name: 'ZooKeeper on QingCloud',
    icon: 'ca-iwg9qvsx',
    port: 2181,
    versions: [
      { id: 'appv-70gegwmp', name: 'QingCloud 1.0 - ZooKeeper 3.4.9' },
      { id: 'appv-x3kqw81d', name: 'QingCloud 1.3 - ZooKeeper 3.4.13' },
    ],
    from: 0,
    to: 0.35,
    isRetired: false,
  },
  {
    id: 'app-n9ro0xcp',
    name: 'Kafka on QingCloud',
    icon: 'ca-8hd2ltq4',
    port: 9092,
    versions: [
      { id: 'appv-3kzv07ma', name: 'QingCloud 1.1 - Kafka 0.10.0.1' },
      { id: 'appv-w5c1d9qe', name: 'QingCloud 2.0 - Kafka 2.8.2' },
    ],
    from: 0.35,
    to: 0.6,
    isRetired: false,
  },
  {
    id: 'app-fdyvu2wk',
    name: 'etcd on QingCloud',
    icon: 'ca-q1m7xz0p',
    port: 2379,
    versions: [{ id: 'appv-b6e4ukrt', name: 'QingCloud 1.2 - etcd 3.2.24' }],
    from: 0.6,
    to: 0.76,
    isRetired: false,
  },
  {
    id: 'app-00r26u27',
    name: 'RadonDB MySQL Plus',
    icon: 'ca-nx8rerlv',
    port: 3306,
    versions: [
      { id: 'appv-9l2wsoaz', name: '3.0.8 - MySQL 5.7.44' },
      { id: 'appv-ke70vjin', name: '3.1.2 - MySQL 8.0.36' },
    ],
    from: 0.76,
    to: 0.94,
    isRetired: false,
  },
  {
    id: 'app-p0vdjr5s',
    name: 'MongoDB on QingCloud',
    icon: 'ca-41bcyhtu',
    port: 27017,
    versions: [{ id: 'appv-5mhx3f2g', name: 'QingCloud 1.0 - MongoDB 3.0.5' }],
    from: 0.94,
    to: 1,
    isRetired: true,
  },
];

/** An app's share of a total; the shares of all apps add up to it. */
export function partOf(total: number, { from, to }: App): number {
  return Math.round(total * to) - Math.round(total * from);
}
