/** The managed services that Jobgraph speaks to, by their names in the graph. */
export const CLOUD_PROVIDERS = ['HUAWEI_CSS', 'HUAWEI_DWS', 'HUAWEI_GEMINIDB', 'QINGCLOUD'] as const;
export type CloudProvider = (typeof CLOUD_PROVIDERS)[number];

/** One configured way into one provider. `name` is unique in a configuration; `region` is the zone at QingCloud. */
export interface Account {
  readonly name: string;
  readonly provider: CloudProvider;
  readonly region: string;
}
