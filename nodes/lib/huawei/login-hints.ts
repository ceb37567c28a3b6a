import type { Hint } from '../hints';

/** What to do about a refused login or signature, where the code alone does not say enough. */
export const LOGIN_HINTS = {
  signature: {
    'en-US':
      'The signature was refused: copy access key and secret key once more, without blanks; a temporary key needs its security token.',
    'zh-CN': '签名被拒绝：请重新复制 AK 和 SK，不要带空格；临时密钥还须填写安全令牌。',
  },
  'token-login': {
    'en-US':
      'The service refused the token that IAM gave: region, both endpoints and project ID must belong to one region.',
    'zh-CN': '服务拒绝了 IAM 签发的 Token：区域、两个终端节点和项目 ID 须属于同一区域。',
  },
  clock: {
    'en-US':
      'The clock of this machine is more than 15 minutes off, or a temporary key has ended: set the clock, or get a new key.',
    'zh-CN': '本机时钟偏差超过 15 分钟，或临时密钥已过期：请校准时钟，或获取新的密钥。',
  },
  'key-locked': {
    'en-US':
      'The access key is locked for 5 minutes after too many refused signatures: look for whoever uses it with a wrong secret.',
    'zh-CN': '签名多次被拒绝，访问密钥已锁定 5 分钟：请查找使用错误 SK 的程序。',
  },
  login: {
    'en-US':
      'IAM refused the login: check account, user and password. A HUAWEI ID cannot log in here: create an IAM user.',
    'zh-CN': 'IAM 拒绝登录：请检查账号名、用户名和密码。华为账号不能在此登录，请创建 IAM 用户。',
  },
  'login-locked': {
    'en-US': 'The IAM user is locked after failed logins: wait 15 minutes, then correct the password here.',
    'zh-CN': 'IAM 用户因多次登录失败被锁定：请等待 15 分钟，再更正此处的密码。',
  },
  'login-denied': {
    'en-US': 'Give the IAM user programmatic access in the console, and check that it is enabled.',
    'zh-CN': '请在控制台为该 IAM 用户启用编程访问，并确认用户未被停用。',
  },
  'login-project': {
    'en-US': 'IAM does not know the project: check region and project id, and that the user may use it.',
    'zh-CN': 'IAM 找不到该项目：请检查区域和项目 ID，以及用户是否有权使用。',
  },
} satisfies Record<string, Hint>;
