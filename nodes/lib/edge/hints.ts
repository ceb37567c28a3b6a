import type { Hint } from '../hints';

/** What to do where the process of the embedded reader fails, and no bug of ours is to blame. */
export const READER_HINTS = {
  'reader-killed': {
    'en-US':
      'The system ended the process of the embedded reader, probably because memory ran out: give this machine or container more, or send smaller pictures.',
    'zh-CN': '系统结束了内置识别的进程，多半是内存不足：请为本机或容器增加内存，或传入更小的图片。',
  },
  'reader-crashed': {
    'en-US':
      'The process of the embedded reader crashed, mostly because it got too little memory: give this machine or container more, or loosen its limits. An installed onnxruntime-node may be to blame, too: the next pictures are read without it.',
    'zh-CN':
      '内置识别的进程崩溃，多半是内存不足：请为本机或容器增加内存，或放宽其限制。也可能是已安装的 onnxruntime-node 所致：之后的图片将不再使用它。',
  },
  'reader-limits': {
    'en-US':
      'This system does not let the embedded reader have the memory, processes or open files it needs: give this machine, container or service more, or loosen its limits or the permissions of Node.js.',
    'zh-CN':
      '内置识别可用的内存、进程数或打开文件数受系统限制，已不够用：请为本机、容器或服务增加资源，或放宽限制及 Node.js 的权限。',
  },
  'reader-files': {
    'en-US':
      'Node.js or this package was replaced, removed or made unreadable: restart Node-RED; if that does not help, install this package anew.',
    'zh-CN':
      'Node.js 或本软件包已被替换、删除或无法读取：请重新启动 Node-RED；若仍不行，请重新安装本软件包。',
  },
} satisfies Record<string, Hint>;
