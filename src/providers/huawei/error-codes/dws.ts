import { toCodes, type ErrorCodes } from '../../shared/error-codes.js';

/**
 * DWS, without the prefix "DWS.". From "Error Code" of its API reference, the older page (opentelekomcloud/docs,
 * doc/source/dws/api-reference/error-code.md) and the newer one (opentelekomcloud-docs/data-warehouse-service,
 * api-ref/source/appendix/error_code.rst), which lists codes from 5001 on only; where both list a code, they agree.
 * 7023 is from Huawei's Terraform provider. The comments are the
 * documents' messages.
 *
 * DWS.0001 is "Incorrect parameter" here; that an id is no UUID is one way to be incorrect, see the DWS client.
 */
export const DWS_ERROR_CODES: ErrorCodes = {
  'not-found': [
    '0015', // Resource not found or permission denied.
    '0022', // The instance does not exist or has been deleted.
    '0047', // The cluster does not exist or has been deleted.
    '3027', // The cluster does not exist.
  ],
  forbidden: [
    '0032', // You are not authorized to perform the operation. Check the account permission on the IAM.
    '5036', // Datastore does not exist or does not have sufficient permissions.
    '5045', // The current tenant is not allowed to perform this operation.
  ],
  unavailable: [
    '0005', // Server failure.
    '0011', // This operation cannot be performed because another operation is being performed on the …
    '6000', // Cluster creation fails.
    '6001', // Cluster scale-out failed.
    '6002', // Cluster restart failed.
    '6003', // Cluster restoration failed.
    '7023', // Cluster status is not allowed to operation.
    '9999', // Request processing failed.
  ],
  unsupported: [
    '0048', // The cluster does not support the operation.
    '5095', // The current instance type does not support this operation.
    '5206', // Databases of this version do not support the function.
  ],
  'unknown-api': [
    '5010', // Invalid region.
    '5012', // The region or AZ does not exist.
    '5097', // Region or AZ does not exist.
  ],
  rejected: toCodes(`
    0001 0006 2026 2067 2073 3026 3029 3030 5001 5002 5003 5004 5005 5006 5011 5013 5014 5015 5016 5017 5018 5020
    5021 5022 5023 5026 5027 5033 5034 5037 5038 5039 5046 5047 5048 5051 5052 5053 5054 5055 5056 5057 5059 5060
    5061 5062 5063 5064 5065 5068 5070 5071 5078 5079 5080 5081 5082 5083 5084 5086 5087 5089 5093 5096 5098 5104
    5106 5107 5110 5111 5130 5133 5135 5144 5145 5146 5147 5149 5165 5166 5167 5168 5169 5170 5171 5172 5173 5174
    5175 5176 5177 5178 5179 5180 5181 5184 5185 5186 5187 5189 5191 5197 5198 5199 5202 5203
  `),
  'by-status': toCodes(`
    0030 0031 1112 5050 5091 5148 5182 5183 5194 5200
  `),
};
