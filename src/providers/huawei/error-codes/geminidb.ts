import { toCodes, type ErrorCodes } from '../../shared/error-codes.js';

/**
 * GeminiDB, without the prefix "DBS.". From "Error Codes" of its API reference (opentelekomcloud-docs/geminidb,
 * api-ref/source/appendixes/error_codes.rst), 111205 from Huawei's Terraform provider. The comments are the documents'
 * messages.
 */
export const GEMINIDB_ERROR_CODES: ErrorCodes = {
  'not-found': [
    '200002', // The DB instance does not exist.
    '200013', // This node does not exist.
    '200451', // The node does not exist.
    '201028', // The DB instance does not exist.
    '201501', // The DB instance does not exist.
    '201502', // The DB instance does not exist.
    '216016', // DB instance does not exist.
    '280016', // Resource not found.
    '280110', // The DB instance does not exist.
    '280404', // Invalid DB instance ID.
    '280407', // Invalid node ID.
  ],
  forbidden: [
    '200604', // The instance is not owned by the current user.
    '212003', // This operation is not permitted.
    '216029', // This operation is not allowed.
    '280015', // Permission denied.
    '280032', // You do not have permission to perform this operation. Contact the administrator to obtain …
    '280063', // You do not have following permission to perform this operation: {0}. Contact the …
  ],
  credentials: [
    '200010', // Authentication failed.
  ],
  'expired-token': [
    '280056', // Token invalid.
  ],
  throttled: [
    '280443', // The maximum number of connections has been reached.
  ],
  unavailable: [
    '111205', // The service took too long.
    '200011', // This instance {0} status makes it not be allowed to do this {1} operation now.
    '200018', // This instance's status or its node's status makes it not be allowed to do this operation …
    '200019', // Another operation is being performed on the DB instance or the DB instance is faulty.
    '200047', // Operation cannot be executed in current state of the DB instance or node.
    '200076', // Operation cannot be executed in current state of the DB instance.
    '200434', // Failed to restart the DB instance.
    '200998', // The system is busy. Try again later.
    '201000', // The status of DB instance {0} does not allow the {1} operation.
    '201014', // Operation cannot be executed in current state of the DB instance.
    '201015', // This operation cannot be performed because another operation is being performed on the DB …
    '201202', // Operation cannot be executed in current state of the DB instance.
    '201319', // Deleting backup file is not allowed because a restoration task is currently in progress. …
    '212035', // Failed to associate this parameter group with the DB instance because the DB instance is …
    '280005', // Server error. Try again later.
    '280064', // Check PDP permissions failed.
    '301076', // Query session failed.
  ],
  unsupported: [
    '280437', // Not support enterprise project.
    '280456', // This operation is not supported by the current billing mode.
  ],
  'unknown-project': [
    '280408', // Invalid project id.
  ],
  'unknown-api': [
    '200024', // The region is unavailable.
  ],
  rejected: toCodes(`
    03000002 03000003 03000004 200001 200025 200029 200041 200042 200048 200049 200050 200052 200053 200054 200057
    200058 200059 200060 200063 200068 200072 200075 200091 200095 200306 200470 200501 200502 200503 200506 200507
    200705 200823 200824 201006 201020 201101 201106 201204 201212 201214 201215 212001 212006 212008 212013 212017
    212019 212028 212031 212037 216030 239010 239011 239012 239013 240001 240002 280001 280040 280042 280045 280066
    280067 280068 280122 280123 280124 280125 280127 280200 280214 280215 280216 280234 280235 280236 280239 280240
    280241 280242 280244 280247 280248 280249 280251 280266 280267 280269 280277 280280 280284 280292 280311 280314
    280327 280341 280342 280347 280391 280414 280416 280421 280433 280438 280439 280440 280441 280444 280446 280453
    280465 280469 290000 301024 301071 301072 301073 301074 301075
  `),
  'by-status': toCodes(`
    03000001 200022 200028 200077 200092 200165 200166 200167 200302 200303 200304 200311 200462 200700 200701
    200702 200816 200817 200818 200826 200827 200828 201035 201038 201201 212030 212032 238007 239014 240009 240010
    240012 240013 280406 280434 280445 280480 301040 301077
  `),
};
