import type { Hint } from '../hints';

/** What the steps of a check say; `…` is filled in. */
export const CHECK_TEXTS = {
  address: { 'en-US': '… found', 'zh-CN': '已解析 …' },
  proxy: { 'en-US': '… through the proxy', 'zh-CN': '… 经由代理' },
  connected: { 'en-US': 'the service answers', 'zh-CN': '服务有应答' },
  'logged-in': { 'en-US': 'accepted', 'zh-CN': '已接受' },
  open: {
    'en-US': 'open in this region; the test call was incomplete on purpose, so nothing was billed',
    'zh-CN': '已在本区域开通；测试调用故意不完整，因此未计费',
  },
  read: { 'en-US': 'read … in a drawn picture', 'zh-CN': '从绘制的图片中读到 …' },
  unread: { 'en-US': 'did not read the drawn picture', 'zh-CN': '未能识别绘制的图片' },
} satisfies Record<string, Hint>;
