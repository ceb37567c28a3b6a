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

/** What to do where a check may not use what the dialog holds, though nothing is wrong with it. */
export const CHECK_HINTS = {
  'type-again': {
    'en-US':
      'Saved secrets are only sent to the addresses that they were deployed with: type them again, or deploy first.',
    'zh-CN': '已保存的密钥只会发往部署时的地址：请重新输入，或先部署再检查。',
  },
  'deploy-first': {
    'en-US': 'Environment variables are filled in by a deploy only: deploy first, then check.',
    'zh-CN': '环境变量在部署时才会代入：请先部署，再检查。',
  },
} satisfies Record<string, Hint>;
