import { toCodes, type ErrorCodes } from '../../shared/error-codes.js';

/**
 * The API gateway in front of all services, without the prefix: APIG.* in some clouds, APIGW.* in others, with the same
 * numbers. From "Error Codes" of its user guide (opentelekomcloud-docs/api-gateway,
 * umn/source/published_api_calling/error_codes.rst); the comments are its
 * messages.
 */
export const API_GATEWAY_ERROR_CODES: ErrorCodes = {
  forbidden: [
    '0302', // The IAM user is not authorized to access the API.
    '0304', // The app is not authorized to access the API.
    '0306', // API access denied.
    '0310', // The project is unavailable.
    '0314', // Incorrect third-party authentication information,access deny
    '0401', // Unknown client IP address.
    '0402', // The IP address is not authorized to access the API.
    '0404', // Access to the backend IP address has been denied.
    '0405', // The app is not accessed from a trusted IP address.
    '0502', // The app has been frozen.
    '0802', // The IAM user is forbidden in the currently selected region
  ],
  credentials: [
    '0301', // Incorrect IAM authentication information.
    '0303', // Incorrect app authentication information.
    '0305', // Incorrect authentication information.
    '0311', // Incorrect debugging authentication information.
    '0312', // Incorrect third-party authentication information,auth fail
    '0313', // Incorrect third-party authentication information,identities error
    '1003', // App not match refresh token
    '1004', // App not exist
    '1009', // AppKey or AppSecret is invalid
    '2201', // Appkey or SecretKey is invalid
  ],
  'expired-token': [
    '0307', // The token must be updated.
    '1001', // Refresh token is expired
    '1002', // Access token is expired
    '2202', // Refresh token is invalid
    '2203', // Access token is invalid
  ],
  throttled: [
    '0308', // The throttling threshold has been reached.
    '0501', // The app quota has been used up.
  ],
  unavailable: [
    '0103', // The backend does not exist.
    '0104', // The plug-ins do not exist.
    '0105', // The backend configurations do not exist.
    '0107', // The custom lua script encountered an unexpected error
    '0202', // Backend unavailable
    '0203', // Backend timeout
    '0601', // Internal server error.
    '0605', // Domain name resolution failed.
    '0606', // Failed to load the API configurations.
    '0608', // Failed to obtain the admin token.
    '0609', // The VPC backend does not exist.
    '0610', // No backend available.
    '0611', // The backend port does not exist.
    '0612', // An API cannot call itself.
    '0613', // The IAM service is currently unavailable.
    '0615', // Incorrect third-party authentication VPC information
    '0616', // Incorrect third-party authentication request information
    '0617', // Incorrect third-party authentication response information
    '0705', // Backend signature calculation failed.
  ],
  'unknown-api': [
    '0101', // The API does not exist or has not been published in the environment.
  ],
  rejected: toCodes(`
    0106 0204 0205 0602 0607 2102 2204 2205 2206 2208 2209 2210 2211 2212 2213
  `),
  'by-status': toCodes(`
    0201
  `),
};
