import { toCodes, type ErrorCodes } from '../shared/error-codes.js';

/**
 * QingCloud's `ret_code`s. From "错误码" (error codes) of its API documentation, the short page
 * (docs.qingcloud.com, api/common/error_code.html) and the longer one of its fourth edition (docsv4.qingcloud.com,
 * user_guide/network/vpc/api/error_code), which agree where both list a code.
 */
export const QINGCLOUD_ERROR_CODES: ErrorCodes = {
  'not-found': [
    '2100', // ResourceNotFound
  ],
  forbidden: [
    '1400', // PermissionDenied: no right, or somebody else's resource
    '2400', // the balance does not suffice
    // Licences of a private cloud: missing, expired, or for less than is there.
    ...toCodes('4000 4001 4002 4003 4004 4005'),
  ],
  credentials: [
    '1200', // AuthFailure: "illegal access key [...]", "signature not matched"
    '1600', // the login failed
    '1610', // no such user
    '1620', // the password does not match
    '2000', // SessionExpired
  ],
  'clock-skew': [
    '1300', // RequestHasExpired: a time_stamp more than 60 seconds away
  ],
  throttled: [
    '2500', // QuotasExceeded: of resources, or of API requests
  ],
  unavailable: [
    '5000', // InternalError
    '5100', // ServerBusy
    '5200', // InsufficientResources
    '5300', // ServerUpdating
    // Errors of the server, without an English name.
    ...toCodes('5400 5500 5600'),
  ],
  'unknown-api': [
    '1101', // InvailidRequestMethod: an unknown action. No parameter can cause it, so it is not `rejected`
    '3300', // an invalid API module
  ],
  rejected: [
    '1100', // InvailidRequestFormat (its spelling): "missing parameter [app]", an illegal value
  ],
  // Registration, names that exist, leases and the configuration files of a private cloud.
  'by-status': toCodes('1500 1510 1520 1630 2110 2200 2300 8000 8001 8002 8003 8004'),
};
