/**
 * @generated SignedSource<<67efd9b13bce065fd0ef989c3982e10c>>
 * @lightSyntaxTransform
 */

/* tslint:disable */
/* eslint-disable */
// @ts-nocheck

import type { ReaderFragment } from 'relay-runtime';
export type ClusterJobStatus = "FAILED" | "PENDING" | "RUNNING" | "SUCCEEDED" | "UNKNOWN" | "%future added value";
import type { FragmentRefs } from "relay-runtime";
export type documents_job$data = {
  readonly account: {
    readonly name: string;
  };
  readonly action: string | null | undefined;
  readonly clusters: ReadonlyArray<{
    readonly id: string;
    readonly name: string | null | undefined;
    readonly nativeId: string;
  }>;
  readonly createdAt: string | null | undefined;
  readonly id: string;
  readonly nativeId: string | null | undefined;
  readonly status: ClusterJobStatus | null | undefined;
  readonly " $fragmentType": "documents_job";
};
export type documents_job$key = {
  readonly " $data"?: documents_job$data;
  readonly " $fragmentSpreads": FragmentRefs<"documents_job">;
};

const node: ReaderFragment = (function(){
var v0 = {
  "alias": null,
  "args": null,
  "kind": "ScalarField",
  "name": "id",
  "storageKey": null
},
v1 = {
  "alias": null,
  "args": null,
  "kind": "ScalarField",
  "name": "nativeId",
  "storageKey": null
},
v2 = {
  "alias": null,
  "args": null,
  "kind": "ScalarField",
  "name": "name",
  "storageKey": null
};
return {
  "argumentDefinitions": [],
  "kind": "Fragment",
  "metadata": null,
  "name": "documents_job",
  "selections": [
    (v0/*:: as any*/),
    (v1/*:: as any*/),
    {
      "alias": null,
      "args": null,
      "concreteType": "CloudAccount",
      "kind": "LinkedField",
      "name": "account",
      "plural": false,
      "selections": [
        (v2/*:: as any*/)
      ],
      "storageKey": null
    },
    {
      "alias": null,
      "args": null,
      "kind": "ScalarField",
      "name": "action",
      "storageKey": null
    },
    {
      "alias": null,
      "args": null,
      "kind": "ScalarField",
      "name": "status",
      "storageKey": null
    },
    {
      "alias": null,
      "args": null,
      "kind": "ScalarField",
      "name": "createdAt",
      "storageKey": null
    },
    {
      "alias": null,
      "args": null,
      "concreteType": "Cluster",
      "kind": "LinkedField",
      "name": "clusters",
      "plural": true,
      "selections": [
        (v0/*:: as any*/),
        (v1/*:: as any*/),
        (v2/*:: as any*/)
      ],
      "storageKey": null
    }
  ],
  "type": "ClusterJob",
  "abstractKey": null
};
})();

(node as any).hash = "43d8567e9ff54ba1c6f5ac3d6de520d3";

export default node;
