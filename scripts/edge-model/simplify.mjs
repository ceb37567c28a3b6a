// Rewrites that leave a model's answers alone and make it cheaper: fewer passes over large arrays.
import { links, rename, replaceNodes, withScalar } from './graph.mjs';
import { floats, integersOf, makeNode } from './onnx.mjs';

/** x · clip(x + 3, 0, 6) / 6 in four passes becomes x · hardSigmoid(x) in two. */
export function fuseHardSwish(model) {
  for (const divide of model.nodes.filter(({ op }) => op === 'Div')) {
    const { producer } = links(model);
    const multiply = producer(divide.inputs[0]);
    const clip = multiply?.op === 'Mul' && multiply.inputs.map(producer).find((node) => node?.op === 'Clip');
    const add = clip && producer(clip.inputs[0]);
    const shifted = add?.op === 'Add' && withScalar(model, add);
    if (shifted?.number !== 3 || withScalar(model, divide)?.number !== 6) continue;
    const gate = `${divide.outputs[0]}.gate`;
    replaceNodes(
      model,
      [add, clip, multiply, divide],
      [
        makeNode('HardSigmoid', [shifted.value], [gate], { alpha: 1 / 6, beta: 0.5 }),
        makeNode('Mul', [shifted.value, gate], divide.outputs),
      ],
    );
  }
}

/** x · sigmoid(1 · x) keeps a factor that does nothing. */
export function removeFactorsOfOne(model) {
  for (const node of model.nodes.filter(({ op }) => op === 'Mul')) {
    const factor = withScalar(model, node);
    if (factor?.number !== 1 || model.outputs.includes(node.outputs[0])) continue;
    for (const taker of links(model).consumers(node.outputs[0])) rename(taker, node.outputs[0], factor.value);
    replaceNodes(model, [node], []);
  }
}

/** Folds a scale and a shift by one number each, or a batch normalization, into the convolution before. */
export function foldIntoConvolutionBefore(model) {
  for (const conv of model.nodes.filter(isConvolution)) {
    for (let next = onlyConsumer(model, conv); next; next = onlyConsumer(model, conv)) {
      const { scale, shift } = affineOf(model, next) ?? {};
      if (!scale) break;
      scaleOutputs(model, conv, scale, shift);
      replaceNodes(model, [conv, next], [conv]);
      conv.outputs = next.outputs;
    }
  }
}

/** Folds a scale by one number into the convolutions behind, and a shift where no padding lies between. */
export function foldIntoConvolutionsBehind(model) {
  for (const node of model.nodes.filter(({ op }) => op === 'Mul' || op === 'Add')) {
    const affine = withScalar(model, node);
    const behind = links(model).consumers(node.outputs[0]);
    if (!affine || behind.length === 0 || !affine.value) continue;
    if (node.op === 'Mul') foldScaleBehind(model, node, affine, behind);
    else foldShiftBehind(model, node, affine, behind);
  }
}

function foldScaleBehind(model, node, { value, number }, behind) {
  const add = behind.length === 1 && behind[0].op === 'Add' ? behind[0] : undefined;
  const shift = add && withScalar(model, add);
  const targets = shift ? links(model).consumers(add.outputs[0]) : behind;
  if (
    !targets.every((target) => target.op === 'Conv' && target.inputs[0] === (shift ? add : node).outputs[0])
  )
    return;
  for (const conv of targets) scaleInputs(model, conv, number);
  // a·x + b = a·(x + b/a): the scale goes to the convolutions, the shift stays before them.
  if (shift) setScalar(model, add, shift.number / number);
  for (const taker of behind) rename(taker, node.outputs[0], value);
  replaceNodes(model, [node], []);
}

function foldShiftBehind(model, node, { value, number }, behind) {
  for (const conv of behind) {
    const padded = integersOf(conv, 'pads').some((pad) => pad !== 0);
    if (conv.op !== 'Conv' || padded) continue;
    shiftInputs(model, conv, number);
    rename(conv, node.outputs[0], value);
  }
  if (links(model).consumers(node.outputs[0]).length === 0) replaceNodes(model, [node], []);
}

/** The scale and shift of each channel that a node applies: one number, a bias, or a batch normalization. */
function affineOf(model, node) {
  const affine = withScalar(model, node);
  if (node.op === 'Mul' && affine) return { scale: () => affine.number, shift: () => 0 };
  if (node.op === 'Add') {
    const bias = node.inputs.map((name) => model.initializers.get(name)).find(Boolean);
    if (bias) return { scale: () => 1, shift: (channel) => bias.data[bias.data.length === 1 ? 0 : channel] };
  }
  if (node.op !== 'BatchNormalization') return undefined;
  const [gamma, beta, mean, variance] = node.inputs.slice(1).map((name) => model.initializers.get(name).data);
  const scale = (channel) => gamma[channel] / Math.sqrt(variance[channel] + 1e-5);
  return { scale, shift: (channel) => beta[channel] - mean[channel] * scale(channel) };
}

function scaleOutputs(model, conv, scale, shift) {
  const [, weights, bias] = conv.inputs;
  const { dims, data } = model.initializers.get(weights);
  // A convolution's weights start with the channel they make, a transposed one's with the channel they take.
  const channels = conv.op === 'Conv' ? dims[0] : dims[1];
  const area = conv.op === 'Conv' ? data.length / channels : dims[2] * dims[3];
  const scaled = data.map((weight, i) => weight * scale(Math.floor(i / area) % channels));
  const old = bias ? model.initializers.get(bias).data : new Float32Array(channels);
  setWeights(
    model,
    conv,
    floats(dims, scaled),
    floats(
      [channels],
      old.map((value, i) => value * scale(i) + shift(i)),
    ),
  );
}

function scaleInputs(model, conv, number) {
  const { dims, data } = model.initializers.get(conv.inputs[1]);
  setWeights(
    model,
    conv,
    floats(
      dims,
      data.map((weight) => weight * number),
    ),
    undefined,
  );
}

function shiftInputs(model, conv, number) {
  const { dims, data } = model.initializers.get(conv.inputs[1]);
  const area = data.length / dims[0];
  const old = conv.inputs[2] ? model.initializers.get(conv.inputs[2]).data : new Float32Array(dims[0]);
  const bias = old.map(
    (value, i) => value + number * data.subarray(i * area, (i + 1) * area).reduce((a, b) => a + b, 0),
  );
  setWeights(model, conv, undefined, floats([dims[0]], bias));
}

let fresh = 0;

/** Weights may be shared, so changed ones get names of their own. */
function setWeights(model, conv, weights, bias) {
  for (const [position, tensor] of [weights, bias].entries()) {
    if (!tensor) continue;
    const name = `folded.${fresh++}`;
    model.initializers.set(name, tensor);
    conv.inputs[position + 1] = name;
  }
}

function setScalar(model, node, number) {
  const position = node.inputs.findIndex((name) => model.initializers.has(name));
  const name = `folded.${fresh++}`;
  model.initializers.set(name, floats([1], [number]));
  node.inputs[position] = name;
}

function onlyConsumer(model, node) {
  const consumers = links(model).consumers(node.outputs[0]);
  return consumers.length === 1 ? consumers[0] : undefined;
}

function isConvolution({ op }) {
  return op === 'Conv' || op === 'ConvTranspose';
}
