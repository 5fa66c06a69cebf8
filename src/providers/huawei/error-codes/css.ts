import { toCodes, type ErrorCodes } from '../../shared/error-codes.js';

/**
 * CSS, without the prefix "CSS.". From "Error Codes" of its API reference (opentelekomcloud-docs/cloud-search-service,
 * api-ref/source/appendixes/error_codes.rst); the comments are its
 * messages.
 */
export const CSS_ERROR_CODES: ErrorCodes = {
  'not-found': [
    '0002', // The instance does not exist.
    '0007', // The VM information of the DB instance cannot be found.
    '0015', // No resources are found or the access is denied.
    '0016', // Resource not found.
    '0022', // The instance does not exist or has been deleted.
    '0028', // The object does not exist.
    '0047', // The cluster does not exist or has been deleted.
    '0082', // The record does not exist.
    '1103', // The instance does not exist!
    '3027', // The cluster does not exist!
    '5042', // The source instance does not exist.
  ],
  forbidden: [
    '0010', // The instance ID or user ID may be null, or the operation is not authorized.
    '0021', // The account is frozen.
    '0051', // The current policy does not allow the #actionName# operation.
    '0072', // Failed to create the SMN agency. Check whether the account has the required permission.
    '0081', // Failed to create the agency. Check whether the account has the permission to create an …
    '5045', // The current tenant is not allowed to perform this operation.
    '5301', // This operation is not allowed because the cluster has been frozen.
    '5313', // Insufficient permissions on the VPC endpoint. Check whether the user has the VPC endpoint …
  ],
  unavailable: [
    '0005', // Server error.
    '0011', // This operation cannot be performed because another operation is being performed on the …
    '0036', // Internal error.
    '0077', // The cluster is being scaled out or scaled in.
    '1004', // Database service error.
    '3016', // The backup file is being deleted. Try again later.
    '5090', // In this status, the current operation is not allowed.
    '5160', // Failed to bind the public IP address. Please try again.
    '5164', // Failed to update the public network access whitelist. Please try again.
    '5174', // Failed to obtain VPC information. Try again later.
    '5307', // An order is being processed.
    '6000', // Failed to create the cluster. Contact technical support or try again later.
    '6001', // Failed to scale out the cluster. Contact technical support or try again later.
    '6003', // Failed to restore the cluster. Contact technical support or try again later.
    '6004', // Failed to create the node due to an ECS exception. Contact technical support or try again …
    '6009', // Failed to create the snapshot. Contact technical support or try again later.
    '6013', // Parameters cannot be modified because another operation is being performed on the cluster.
    '9999', // Failed to process the request.
  ],
  unsupported: [
    '0004', // Invalid operation.
    '0070', // Interconnection with the enterprise project is not supported.
    '5073', // Instances of this type cannot be restarted separately.
    '5095', // The current instance type does not support this operation.
    '5108', // The operation is not supported.
    '5140', // The cluster does not support this operation.
  ],
  'unknown-api': [
    '5012', // The region or AZ does not exist.
  ],
  rejected: toCodes(`
    0001 0006 0017 0040 0048 0050 0066 0071 0074 0075 0076 1111 1120 2026 3011 3026 3030 5002 5003 5004 5005 5006
    5007 5008 5009 5011 5017 5018 5020 5021 5022 5023 5033 5036 5037 5038 5039 5044 5046 5047 5048 5049 5051 5052
    5055 5056 5057 5059 5061 5063 5068 5069 5074 5077 5078 5087 5088 5092 5093 5094 5098 5106 5107 5110 5111 5130
    5134 5135 5137 5138 5141 5158 5159 5167 5169 5170 5171 5172 5177 5178 5180 5181 5182 5302 5303 5304 5305 5310
    6012 6014 6015
  `),
  'by-status': toCodes(`
    0012 0023 0026 0029 0030 0031 0043 0052 0053 0054 0055 0060 0061 0062 0063 0064 0065 0068 0069 0078 0080 0083
    1102 1112 1119 1122 1123 3004 5050 5091 5306 5308
  `),
};
