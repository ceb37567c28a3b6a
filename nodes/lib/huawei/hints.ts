import type { Hint } from '../hints';

/** What to do about the service's error codes; `error-codes.ts` says which code has which. */
export const SERVICE_HINTS = {
  parameter: {
    'en-US': 'The service refused the parameters: check the picture or its URL.',
    'zh-CN': '服务拒绝了参数：请检查图片或图片地址。',
  },
  format: {
    'en-US': 'Send a JPEG, PNG, BMP or TIFF that an image viewer can open.',
    'zh-CN': '请发送可用看图软件打开的 JPEG、PNG、BMP 或 TIFF。',
  },
  size: {
    'en-US': 'Send a picture whose sides have 15 to 4096 pixels.',
    'zh-CN': '请发送边长为 15 至 4096 像素的图片。',
  },
  'too-big': {
    'en-US': 'Send a smaller picture: a JPEG of 1 MB is plenty for a plate.',
    'zh-CN': '请发送更小的图片：识别车牌用 1 MB 的 JPEG 已足够。',
  },
  request: {
    'en-US':
      'The service could not read the request: check the endpoint and any proxy that changes requests.',
    'zh-CN': '服务无法读取请求：请检查终端节点，以及途中是否有代理改动请求。',
  },
  url: {
    'en-US':
      'The service could not fetch the URL: it must be public, quick and an image. Or send the picture itself.',
    'zh-CN': '服务无法下载该地址：地址须公开可访问、响应快且为图片；也可直接发送图片。',
  },
  obs: {
    'en-US':
      'Check the OBS address, its region (the same as the service) and the authorisation of OCR in the console.',
    'zh-CN': '请检查 OBS 地址、所在区域（须与服务相同），以及控制台中对 OCR 的授权。',
  },
  token: {
    'en-US':
      'The token was refused: get a new one for the project of this region, and paste it without line breaks.',
    'zh-CN': 'Token 被拒绝：请为本区域的项目重新获取 Token，粘贴时不要带换行。',
  },
  'token-renew': {
    'en-US':
      'The token has ended (it lives 24 hours) or belongs to another region: get a new one, or log in by password.',
    'zh-CN': 'Token 已失效（有效期 24 小时）或属于其他区域：请重新获取 Token，或改用密码登录。',
  },
  'token-scope': {
    'en-US': 'The token belongs to an account, not to a project: ask for it with scope.project.',
    'zh-CN': 'Token 属于账号而非项目：获取 Token 时请指定 scope.project。',
  },
  'token-size': {
    'en-US': 'The token is over 32 KB: use an access key instead, or a user in fewer groups.',
    'zh-CN': 'Token 超过 32 KB：请改用访问密钥（AK/SK），或使用所属用户组较少的用户。',
  },
  permission: {
    'en-US':
      'This user may not call OCR: give it the OCR ReadOnlyAccess policy, and check access rules by address.',
    'zh-CN': '该用户无权调用 OCR：请授予 OCR ReadOnlyAccess 策略，并检查按地址设置的访问控制。',
  },
  account: {
    'en-US': 'The account is frozen, restricted or in arrears: look at its balance in the console.',
    'zh-CN': '账号被冻结、受限或欠费：请在控制台查看账户余额。',
  },
  'not-subscribed': {
    'en-US':
      'Open the license-plate service once in the OCR console, in the very region that this node calls.',
    'zh-CN': '请在 OCR 控制台开通车牌识别服务（只需一次），开通的区域须与本节点调用的区域一致。',
  },
  project: {
    'en-US': 'The project cannot be used: check the project id, and that it belongs to this region.',
    'zh-CN': '该项目不可用：请检查项目 ID，以及它是否属于本区域。',
  },
  address: {
    'en-US': 'The service does not know this address: check region, endpoint and project id.',
    'zh-CN': '服务不认识该地址：请检查区域、终端节点和项目 ID。',
  },
  region: {
    'en-US': 'This region cannot be used: the license-plate service is offered in cn-north-4 and cn-east-3.',
    'zh-CN': '该区域不可用：车牌识别服务部署在 cn-north-4 和 cn-east-3。',
  },
  tls: {
    'en-US':
      'The gateway refused the protocol: use https with TLS 1.2 or later, without a proxy that downgrades it.',
    'zh-CN': '网关拒绝了协议：请使用 TLS 1.2 及以上的 https，并检查途中代理是否降级。',
  },
  throttled: {
    'en-US':
      'Too many calls per minute: wait 2 to 5 seconds, send fewer pictures, or ask the service for a higher limit.',
    'zh-CN': '调用过于频繁：请等待 2 至 5 秒、减少图片，或向服务申请提高限额。',
  },
  'too-many-at-once': {
    'en-US': 'Too many calls at once: lower “At once” in the service node.',
    'zh-CN': '并发过高：请减小服务节点中的“同时处理”。',
  },
  overloaded: {
    'en-US':
      'The service is busy or the connection is slow: try again in a few seconds, with smaller pictures.',
    'zh-CN': '服务繁忙或网络较慢：请几秒后重试，并使用更小的图片。',
  },
  'service-fault': {
    'en-US': 'The service failed inside: try again later; if it stays, give its support the request id.',
    'zh-CN': '服务内部错误：请稍后重试；若持续出现，请将请求 ID 提供给服务支持。',
  },
  'service-support': {
    'en-US': 'The service refused without a reason that can be mended here: give its support the request id.',
    'zh-CN': '服务拒绝了请求，且原因无法在此处解决：请将请求 ID 提供给服务支持。',
  },
} satisfies Record<string, Hint>;
