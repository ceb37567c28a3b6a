/** A row of the service's error table. `assumed`: the page names no HTTP status for it beyond "400 on failure". */
export interface CodeRow {
  readonly code: string;
  readonly status: number;
  readonly message: string;
  readonly assumed?: true;
}

/** AIS.* and ModelArts.*: the plate page documents no failure status but 400. */
const service = (code: string, message: string): CodeRow => ({ code, status: 400, message, assumed: true });

export const SERVICE_CODES: readonly CodeRow[] = [
  service('AIS.0101', 'The input parameter is invalid.'),
  service('AIS.0102', 'The image format is not supported.'),
  { code: 'AIS.0103', status: 400, message: 'The image size does not meet the requirements.' },
  service('AIS.0104', 'The image is not supported or its quality is poor.'),
  service('AIS.0105', 'Recognition failed.'),
  service('ModelArts.0203', 'Invalid token.'),
  service('ModelArts.0212', 'Invalid Token header. The Token not contain project item.'),
  service('ModelArts.4101', 'Token header cannot be empty.'),
  service('ModelArts.4102', 'Parse Token error.'),
  service('ModelArts.4103', 'Invalid Token header.'),
  service('ModelArts.4104', 'Invalid Request Content Length.'),
  service('ModelArts.4105', 'The JSON format is incorrect.'),
  service('ModelArts.4106', 'Invalid authorization request.'),
  service('ModelArts.4107', 'Get user temp ak sk error.'),
  service('ModelArts.4201', 'The url must contain the service id.'),
  service('ModelArts.4202', 'The url format is invalid.'),
  service('ModelArts.4203', 'Access denied.'),
  service('ModelArts.4204', 'Request api error! The API RecognizeLicensePlate is not subscribed.'),
  service('ModelArts.4301', 'Get admin token error.'),
  service('ModelArts.4302', 'Gateway forwarding error.'),
  service('ModelArts.4401', 'Max concurrency error.'),
  service('ModelArts.4402', 'Backend service timeout error.'),
  service('ModelArts.4403', 'Backend service unavailable.'),
  service('ModelArts.4502', 'Backend service response error.'),
  service('ModelArts.4503', 'The service does not exist.'),
  service('ModelArts.4504', 'The api does not exist.'),
  service('ModelArts.4505', 'Backend service internal error.'),
  service('ModelArts.4506', 'The sub-service does not exist.'),
  service('ModelArts.4508', 'The service is not started.'),
  service('ModelArts.4601', 'The URL is not allowed.'),
  service('ModelArts.4603', 'Obtaining the file from the URL failed.'),
  service('ModelArts.4702', 'Query Obs agency failed.'),
  service('ModelArts.4703', 'The Obs URL is invalid.'),
  service('ModelArts.4704', 'Obtaining the file from the Obs failed.'),
  service('ModelArts.4705', 'The file on OBS is oversized.'),
  service('ModelArts.4706', 'The Obs file does not exist.'),
  service('ModelArts.6201', 'The account is frozen.'),
];

const gateway = (code: string, status: number, message: string): CodeRow => ({ code, status, message });

/** Gateway codes without their prefix: the same numbers come as `APIG.` and as `APIGW.`. */
export const GATEWAY_CODES: readonly CodeRow[] = [
  gateway('.0101', 404, 'The API does not exist or has not been published in the environment'),
  gateway('.0103', 500, 'The backend does not exist'),
  gateway('.0104', 500, 'The plug-ins do not exist'),
  gateway('.0105', 500, 'The backend configurations do not exist'),
  gateway('.0106', 400, 'Orchestration error'),
  gateway('.0201', 400, 'API request error'),
  gateway('.0201', 413, 'Request entity too large'),
  gateway('.0201', 414, 'Request URI too large'),
  gateway('.0201', 494, 'Request headers too large'),
  gateway('.0201', 500, 'Unexpected error'),
  gateway('.0201', 502, 'Backend unavailable'),
  gateway('.0201', 504, 'Backend timeout'),
  gateway('.0202', 502, 'Backend unavailable'),
  gateway('.0203', 504, 'Backend timeout'),
  gateway('.0204', 400, 'SSL protocol is not supported'),
  gateway('.0301', 401, 'Incorrect IAM authentication information'),
  gateway('.0302', 403, 'The IAM user is not authorized to access the API'),
  gateway('.0303', 401, 'Incorrect app authentication information'),
  gateway('.0305', 401, 'Incorrect authentication information'),
  gateway('.0306', 403, 'API access denied'),
  gateway('.0307', 401, 'The token must be updated.'),
  gateway(
    '.0308',
    429,
    'The throttling threshold has been reached: policy user over ratelimit, limit:60, time:1 minute',
  ),
  gateway('.0310', 403, 'The project is unavailable'),
  gateway('.0311', 401, 'Incorrect debugging authentication information'),
  gateway('.0401', 403, 'Unknown client IP address'),
  gateway('.0402', 403, 'The IP address is not authorized to access the API'),
  gateway('.0404', 403, 'Access to the backend IP address has been denied'),
  gateway('.0501', 405, 'The app quota has been used up'),
  gateway('.0502', 405, 'The app has been frozen'),
  gateway('.0601', 500, 'Internal server error'),
  gateway('.0602', 400, 'Bad request'),
  gateway('.0605', 500, 'Domain name resolution failed'),
  gateway('.0606', 500, 'Failed to load the API configurations'),
  gateway('.0607', 400, 'The protocol is not supported'),
  gateway('.0608', 500, 'Failed to obtain the admin token'),
  gateway('.0609', 500, 'The VPC backend does not exist'),
  gateway('.0610', 502, 'No backend available'),
  gateway('.0611', 500, 'The backend port does not exist'),
  gateway('.0612', 500, 'An API cannot call itself'),
  gateway('.0613', 503, 'The IAM service is currently unavailable'),
  gateway('.0705', 500, 'Backend signature calculation failed'),
  gateway('.0801', 403, 'The service is not supported in the region'),
  gateway('.0802', 403, 'The IAM user is forbidden in the currently selected region'),
  gateway('.1009', 400, 'AppKey or AppSecret is invalid'),
];

/** IAM's `error_code` family; the keystone-style errors have no code of their own. */
export const IAM_CODES: readonly CodeRow[] = [
  gateway('IAM.0001', 401, 'The token is invalid.'),
  gateway('IAM.0002', 403, 'You have not authorized.'),
  gateway('IAM.0003', 403, 'Policy does not allow the operation.'),
  gateway('IAM.0006', 500, 'An unexpected error occurred.'),
  gateway('IAM.0011', 400, 'Request parameter is invalid.'),
  gateway('IAM.0012', 429, 'The throttling threshold has been reached. Threshold: 20 times per 60 seconds'),
  gateway('IAM.0061', 401, 'The user is locked.'),
  gateway('IAM.0062', 401, 'The username or password is wrong.'),
  gateway('IAM.0066', 401, 'The token has expired.'),
  gateway('IAM.0067', 401, 'Invalid token.'),
  gateway('IAM.0072', 400, 'The parameter is missing.'),
  gateway('IAM.0080', 403, 'The user is not allowed to sign in.'),
  gateway('IAM.0081', 403, 'This user only supports console access, not programmatic access.'),
  gateway('IAM.0082', 403, 'The user is disabled.'),
];
