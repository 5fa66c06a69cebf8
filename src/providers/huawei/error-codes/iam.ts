import { toCodes, type ErrorCodes } from '../../shared/error-codes.js';

/**
 * IAM, without the prefix "IAM.": it sends them, and services pass them on. From "Error Codes" of its API reference
 * (opentelekomcloud-docs/identity-access-management, api-ref/source/appendix/error_codes.rst); the comments are its
 * messages.
 */
export const IAM_ERROR_CODES: ErrorCodes = {
  forbidden: [
    '0002', // You are not authorized to perform the requested action.
    '0003', // Policy doesn't allow %(actions)s to be performed.
    '0064', // The access token does not have permissions for the request.
    '0080', // The user %s with access key %s is disabled.
    '0081', // This user only supports console access, not programmatic access.
    '0082', // The user %s is disabled.
    '0083', // You do not have permission to access the private region %s.
  ],
  credentials: [
    '0061', // Account locked.
    '0062', // Incorrect password.
    '1104', // The access key %s is in the blacklist.
    '1105', // The access key %s has expired.
    '1106', // The user %s with access key %s cannot be found.
    '1107', // The access key %s is inactive.
    '1108', // The securitytoken has expired.
  ],
  unauthenticated: [
    '0001', // The request you have made requires authentication.
  ],
  'expired-token': [
    '0063', // Access token authentication failed.
    '0066', // The token has expired.
    '0067', // Invalid token.
  ],
  throttled: [
    '0012', // The throttling threshold has been reached. Threshold: %d times per %d seconds
  ],
  unavailable: [
    '0006', // An unexpected error prevented the server from fulfilling your request.
    '0020', // Original auth failover to other regions, please auth downgrade
  ],
  'unknown-project': [
    '0004', // Could not find %(target)s: %(target_id)s.
    '1109', // The project information cannot be found.
  ],
  rejected: toCodes(`
    0007 0008 0009 0010 0011 0072 0073 0077 1000 1001 1002 1003 1004 1005 1006 1007 1008 1009 1010 1011 1012 1013
    1014 1015 1016 1017 1018 1019 1020 1021 1022 1023 1024 1025 1026 1027 1028 1029 1030 1031 1032 1033 1034 1035
    1036 1037 1038 1039 1040 1041 1042 1043 1044 1045 1046 1047 1048 1049 1050 1051 1052 1053 1054 1055 1056 1057
    1058 1059 1060 1061 1101 1102 1103
  `),
  'by-status': toCodes(`
    0005 1062
  `),
};

/** IAM's codes without a prefix, from the same page. Only responses of IAM itself are searched for them. */
export const IAM_NUMBERS: ErrorCodes = {
  credentials: [
    '1101', // Invalid username.
    '1103', // Incorrect password.
  ],
  rejected: toCodes(`
    1100 1102 1104 1105 1106 1107 1108 1109 1110 1111 1113 1115 1117 1118 1120
  `),
};
