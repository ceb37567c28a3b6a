export type Language = 'en-US' | 'zh-CN';

/** What to do about an error, in the words of the person who has to. */
export type Hint = Readonly<Record<Language, string>>;

/** Hints for our own codes, and for the cases in which a code alone does not say enough. */
export const HINTS = {
  NOT_CONFIGURED: {
    'en-US':
      'Open the node named in the message and fill in the field it names; its help names the label of each property.',
    'zh-CN': '请打开消息中提到的节点，填写其中提到的字段；帮助中列出了各属性对应的标签。',
  },
  BAD_CONFIG: {
    'en-US':
      'Open the node named in the message: a field with a red border is wrong. Its help names the label and the limits of each property.',
    'zh-CN': '请打开消息中提到的节点：带红色边框的字段有误。帮助中列出了各属性对应的标签和取值范围。',
  },
  BAD_INPUT: {
    'en-US':
      'Send the picture as a Buffer, its http(s) URL, a data: URI or base64; check which property the node reads.',
    'zh-CN': '请以 Buffer、http(s) 地址、data: URI 或 base64 形式传入图片，并检查节点读取的是哪个属性。',
  },
  'other-format': {
    'en-US': 'Set the camera, phone or program to JPEG (or PNG, BMP, TIFF).',
    'zh-CN': '请将摄像头、手机或软件的图片格式设为 JPEG（或 PNG、BMP、TIFF）。',
  },
  'binary-buffer': {
    'en-US':
      'Let the http request node return “a binary buffer”, a read file node “a single Buffer object”: text cannot hold a picture.',
    'zh-CN':
      '请将 http request 节点的“返回”设为“二进制数据”，或将读取文件节点的输出设为“Buffer对象”：字符串无法容纳图片。',
  },
  'read-file': {
    'en-US': 'Files are not opened here: send what a read file node gives as “a single Buffer object”.',
    'zh-CN': '本节点不打开文件：请用读取文件节点读出（输出选“Buffer对象”）后传入。',
  },
  'fetch-here': {
    'en-US':
      'Let this node fetch it (“URLs fetched by”), or fetch it in the flow with an http request node that returns a binary buffer.',
    'zh-CN': '请将“图片地址由”设为“本节点下载”，或在流程中用 http request 节点（返回“二进制数据”）取得图片。',
  },
  BAD_FORMAT: {
    'en-US':
      'Send a whole JPEG, PNG, BMP or TIFF; an http request node must return a binary buffer, not text.',
    'zh-CN': '请传入完整的 JPEG、PNG、BMP 或 TIFF；http request 节点的“返回”须选“二进制数据”，不能是字符串。',
  },
  BAD_SIZE: {
    'en-US':
      'Send a picture of at most 7.5 MB whose sides have 15 to 8192 pixels (with the embedded reader or a “Part that matters”: at most 24 megapixels); lower the resolution of the camera.',
    'zh-CN':
      '图片最大 7.5 MB，边长须为 15 至 8192 像素（使用内置识别或设置了“识别区域”时最多 2400 万像素）；请降低摄像头分辨率。',
  },
  'few-pixels': {
    'en-US':
      'So few pixels hold no plate: raise the resolution of the camera, or let the “Part that matters” be larger.',
    'zh-CN': '像素过少，看不出车牌：请提高摄像头分辨率，或扩大“识别区域”。',
  },
  NO_PLATE: {
    'en-US':
      'Often there is just no plate. If there is: it should fill a tenth of the picture, be sharp and not tilted.',
    'zh-CN': '多数情况下画面中确实没有车牌。若有，车牌应占画面十分之一以上，清晰且不倾斜。',
  },
  LOW_CONFIDENCE: {
    'en-US':
      'The plate was read, but less surely than this node asks for: improve the picture or lower the minimum.',
    'zh-CN': '已读到车牌，但置信度低于本节点的要求：请改善图片质量或降低最低置信度。',
  },
  'half-picture': {
    'en-US':
      'The picture breaks off before its end. If it comes from a file, wait until that is written or uploaded as a whole.',
    'zh-CN': '图片在结尾之前中断。若来自文件，请等文件完整写入或上传后再传入。',
  },
  BUSY: {
    'en-US': 'Pictures come faster than they are read: send fewer, or let this node drop the oldest.',
    'zh-CN': '图片来得比识别快：请减少发送，或让本节点丢弃最旧的图片。',
  },
  SUPERSEDED: {
    'en-US': 'A newer picture took its place. This is what the setting “drop the oldest picture” asks for.',
    'zh-CN': '已被更新的图片取代，这正是“丢弃最旧的图片”设置的作用。',
  },
  TIMEOUT: {
    'en-US': 'Check the network and the size of the pictures, or allow this node more time.',
    'zh-CN': '请检查网络和图片大小，或延长本节点的超时时间。',
  },
  'slow-reader': {
    'en-US':
      'Allow this node more time, or send smaller pictures. The first picture after a start takes longest.',
    'zh-CN': '请延长本节点的超时时间，或传入更小的图片。启动后的第一张图片用时最长。',
  },
  NETWORK: {
    'en-US': 'Check that this machine reaches the endpoint: cable, DNS, firewall, proxy.',
    'zh-CN': '请检查本机能否访问终端节点：网线、DNS、防火墙、代理。',
  },
  'service-closed': {
    'en-US': 'Send the picture again.',
    'zh-CN': '请重新发送该图片。',
  },
  'network-name': {
    'en-US':
      'The host name of the service was not found: check region and endpoint, and the DNS of this machine.',
    'zh-CN': '找不到服务的主机名：请检查区域和终端节点，以及本机的 DNS。',
  },
  'network-certificate': {
    'en-US':
      'The certificate was not accepted: check the clock of this machine and whatever intercepts its TLS.',
    'zh-CN': '证书未被接受：请检查本机时钟，以及是否有设备拦截 TLS。',
  },
  'network-proxy': {
    'en-US': 'The proxy refused: check its address, user and password, and whether it allows the endpoint.',
    'zh-CN': '代理拒绝了连接：请检查其地址、用户名和密码，以及是否允许访问该终端节点。',
  },
  'silent-proxy': {
    'en-US': 'Check the address of the proxy, whether it runs, and whether it reaches the endpoint.',
    'zh-CN': '请检查代理的地址、是否在运行，以及能否访问该终端节点。',
  },
  'env-proxy': {
    'en-US': 'Correct https_proxy or http_proxy in the environment of Node-RED, and start it again.',
    'zh-CN': '请更正 Node-RED 环境变量中的 https_proxy 或 http_proxy，然后重新启动。',
  },
  CIRCUIT_OPEN: {
    'en-US':
      'The service failed several times in a row: it is tried again by itself, at the latest after a minute.',
    'zh-CN': '服务连续多次没有应答或出错：本节点会自动重试，最迟一分钟后。',
  },
  AUTH_HELD: {
    'en-US':
      'Correct the credentials in the service node and deploy: more refused logins would lock the account or key.',
    'zh-CN': '请在服务节点中更正凭据并部署：继续登录失败会锁定账号或密钥。',
  },
  RATE_LIMITED: {
    'en-US':
      'More pictures than calls are allowed: send fewer, raise “Calls a minute” in the service node, or ask the service for a higher limit.',
    'zh-CN': '图片多于允许的调用次数：请减少图片、提高服务节点中的“每分钟调用”，或向服务申请提高限额。',
  },
  BUDGET_SPENT: {
    'en-US':
      'The calls of today are used up: the count begins anew at midnight. Raise “Calls a day” in the service node, or send fewer pictures.',
    'zh-CN': '今日调用次数已用完，零点重新计数。请提高服务节点中的“每天调用”，或减少图片。',
  },
  BAD_ANSWER: {
    'en-US': 'Something other than the service answered: check the endpoint and any proxy in between.',
    'zh-CN': '应答的不是该服务：请检查终端节点和途中的代理。',
  },
  DOWNLOAD_FAILED: {
    'en-US':
      'Open the URL in a browser on this machine: does it show one picture? Check camera, cable, user and password.',
    'zh-CN': '请在本机的浏览器中打开该地址，看是否显示一张图片；并检查摄像头、网线、用户名和密码。',
  },
  'snapshot-url': {
    'en-US': 'Use the snapshot URL of the camera, which gives one JPEG; its manual names it.',
    'zh-CN': '请使用摄像头的快照地址（返回一张 JPEG），详见其说明书。',
  },
  UNEXPECTED: {
    'en-US': 'This is a fault of the node: please report it with the lines of the Node-RED log.',
    'zh-CN': '这是本节点的缺陷：请附上 Node-RED 日志反馈给我们。',
  },
} satisfies Record<string, Hint>;
