/** The fields that the service dialog shows for each login with Huawei Cloud. */
export const LOGINS = {
  token: ['token'],
  password: ['account', 'username', 'password', 'iamEndpoint'],
  aksk: ['accessKey', 'secretKey', 'securityToken'],
};
