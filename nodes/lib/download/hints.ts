import type { Hint } from '../hints';

/** What to do where a picture cannot be downloaded, in the cases in which the code alone does not say enough. */
export const DOWNLOAD_HINTS = {
  'camera-login': {
    'en-US':
      "Enter the camera's user and password in this node; for a URL that comes in a message, put them into the URL.",
    'zh-CN': '请在本节点中填写摄像头的用户名和密码；若地址来自消息，请写在该地址中。',
  },
  'camera-login-kind': {
    'en-US':
      'Set the camera to basic or digest login (qop=auth, with MD5 or SHA-256), or use a snapshot URL that holds user and password itself.',
    'zh-CN':
      '请将摄像头的认证方式设为 basic 或 digest（qop=auth，MD5 或 SHA-256），或使用自带用户名和密码的快照地址。',
  },
  'camera-certificate': {
    'en-US': 'Give this node a TLS configuration with the certificate of the camera, and check both clocks.',
    'zh-CN': '请在本节点的 TLS 配置中添加摄像头的证书，并检查两端的时钟。',
  },
  'camera-tls': {
    'en-US':
      'Check http:// or https:// and the port. Cameras with TLS older than 1.2 are not spoken to: update the firmware, or use the http:// address within your own network.',
    'zh-CN':
      '请检查 http:// 或 https:// 以及端口。不支持低于 1.2 的 TLS：请升级摄像头固件，或在局域网内使用 http:// 地址。',
  },
  'strict-http': {
    'en-US':
      'Check the port. Where a browser shows the picture, fetch it in the flow: an http request node with “Disable strict HTTP parsing” ticked, which returns “a binary buffer”, forgives most cameras.',
    'zh-CN':
      '请检查端口。若浏览器能显示图片，请在流程中取图：http request 节点勾选“禁用严格的 HTTP 解析”，“返回”设为“二进制数据”，可容忍多数此类摄像头。',
  },
  'allow-private': {
    'en-US':
      'If messages may name cameras of your own network, tick “URLs from messages may point into the private network”.',
    'zh-CN': '若消息可指定局域网摄像头，请勾选“允许消息中的地址指向局域网”。',
  },
  'address-refused': {
    'en-US':
      'Link-local and metadata addresses are never opened, and this machine only for a URL entered in the node itself.',
    'zh-CN': '链路本地地址和云元数据地址一律不访问；本机地址只有填写在节点中时才访问。',
  },
  'no-proxy': {
    'en-US': 'Behind a proxy, enter the URL in the node, or list the host in no_proxy.',
    'zh-CN': '使用代理时，请将地址填写在节点中，或将该主机加入 no_proxy。',
  },
  'picture-proxy': {
    'en-US':
      'Check the proxy in the environment of Node-RED (http_proxy, https_proxy): address, user and password. A camera of your own network belongs in no_proxy.',
    'zh-CN':
      '请检查 Node-RED 环境变量中的代理（http_proxy、https_proxy）：地址、用户名和密码。局域网摄像头应加入 no_proxy。',
  },
} satisfies Record<string, Hint>;
