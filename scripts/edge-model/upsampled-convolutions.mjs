// Convolutions of enlarged maps, done before enlarging. The text detector spends a third of its time on two of them.
import { links, replaceNodes } from './graph.mjs';
import { floats, integers, integersOf, makeNode } from './onnx.mjs';

const KERNEL = 3;

/**
 * A 3 × 3 convolution of a concatenation is a sum of convolutions of its parts; of a part that was enlarged by
 * repeating pixels it is a transposed convolution of the small one, with a quarter of the work or less.
 */
export function splitConvolutionOfConcatenation(model) {
  const { producer } = links(model);
  for (const conv of model.nodes.filter((node) => isPlain3x3(model, node))) {
    const concat = producer(conv.inputs[0]);
    if (concat?.op !== 'Concat') continue;
    const weights = model.initializers.get(conv.inputs[1]);
    const share = weights.dims[1] / concat.inputs.length;
    const parts = concat.inputs.map((name, index) => {
      const part = sliceInputs(weights, index * share, share);
      const resize = producer(name);
      return resize?.op === 'Resize'
        ? enlargedConvolution(
            model,
            `${conv.outputs[0]}.${index}`,
            resize.inputs[0],
            part,
            factorOf(model, resize),
          )
        : convolution(model, `${conv.outputs[0]}.${index}`, name, part, conv.inputs[2]);
    });
    const sum = makeNode(
      'Sum',
      parts.map((part) => part.outputs[0]),
      conv.outputs,
    );
    replaceNodes(model, [concat, conv], [...parts, sum]);
  }
  dropUnused(model);
}

/**
 * The neck adds an enlarged coarse map to a fine one, which has many channels made of few: `fine = (1 + gate) · W c`.
 * Convolving the few, with weights multiplied out when the gate is known, and the coarse map before it is enlarged,
 * gives the same sum.
 */
export function splitConvolutionOfPyramid(model) {
  for (const conv of model.nodes.filter((node) => isPlain3x3(model, node))) {
    const level = pyramidLevel(model, conv);
    if (!level) continue;
    const { gate, project, pool, resize } = level;
    const name = conv.outputs[0];
    const weights = model.initializers.get(conv.inputs[1]);
    const [outputs, channels] = weights.dims;
    const few = model.initializers.get(project.inputs[1]).dims[1];
    const tensors = {
      one: floats([1], [1]),
      column: integers([channels, 1]),
      few: floats([channels, few], model.initializers.get(project.inputs[1]).data),
      kernel: floats([outputs * KERNEL ** 2, channels], inputsLast(weights)),
      shape: integers([outputs, KERNEL, KERNEL, few]),
    };
    for (const [key, tensor] of Object.entries(tensors)) model.initializers.set(`${name}.${key}`, tensor);
    const coarse = enlargedConvolution(
      model,
      `${name}.coarse`,
      resize.inputs[0],
      weights,
      factorOf(model, resize),
    );
    replaceNodes(
      model,
      [pool],
      [
        makeNode('GlobalAveragePool', [project.inputs[0]], [`${name}.mean`]),
        { ...project, inputs: [`${name}.mean`, ...project.inputs.slice(1)], outputs: pool.outputs },
      ],
    );
    replaceNodes(
      model,
      [conv],
      [
        makeNode('Add', [gate, `${name}.one`], [`${name}.gate`]),
        makeNode('Reshape', [`${name}.gate`, `${name}.column`], [`${name}.gates`]),
        makeNode('Mul', [`${name}.few`, `${name}.gates`], [`${name}.project`]),
        makeNode('MatMul', [`${name}.kernel`, `${name}.project`], [`${name}.product`]),
        makeNode('Reshape', [`${name}.product`, `${name}.shape`], [`${name}.shaped`]),
        makeNode('Transpose', [`${name}.shaped`], [`${name}.weights`], { perm: [0, 3, 1, 2] }),
        makeNode('Conv', [project.inputs[0], `${name}.weights`], [`${name}.fine`], convolutionAttributes()),
        coarse,
        makeNode('Add', [`${name}.fine`, coarse.outputs[0]], conv.outputs),
      ],
    );
  }
  dropUnused(model);
}

/** conv(add(x + x · gate, resize(coarse))) with x = a 1 × 1 convolution whose mean makes the gate. */
function pyramidLevel(model, conv) {
  const { producer, consumers } = links(model);
  const add = producer(conv.inputs[0]);
  const resize = add?.op === 'Add' && add.inputs.map(producer).find((node) => node?.op === 'Resize');
  const fine = resize && add.inputs.map(producer).find((node) => node?.op === 'Add');
  const product = fine?.inputs.map(producer).find((node) => node?.op === 'Mul');
  const project = product && producer(fine.inputs.find((name) => name !== product.outputs[0]));
  const pool = project && consumers(project.outputs[0]).find((node) => node.op === 'GlobalAveragePool');
  if (project?.op !== 'Conv' || project.inputs.length > 2 || !pool) return undefined;
  return { gate: product.inputs.find((name) => name !== project.outputs[0]), project, pool, resize };
}

/**
 * The transposed convolution that equals repeating each pixel `factor` times each way and then convolving 3 × 3:
 * the sum of the kernel's taps that fall on the same repeated pixel.
 */
function enlargedConvolution(model, name, input, { dims, data }, factor) {
  const [outputs, inputs] = dims;
  const size = factor + KERNEL - 1;
  const kernel = new Float32Array(inputs * outputs * size * size);
  const taps = KERNEL ** 2;
  for (let output = 0; output < outputs; output++) {
    for (let channel = 0; channel < inputs; channel++) {
      for (let tap = 0; tap < taps; tap++) {
        const weight = data[(output * inputs + channel) * taps + tap];
        const [row, column] = [KERNEL - 1 - Math.floor(tap / KERNEL), KERNEL - 1 - (tap % KERNEL)];
        for (let y = row; y < row + factor; y++) {
          for (let x = column; x < column + factor; x++) {
            kernel[((channel * outputs + output) * size + y) * size + x] += weight;
          }
        }
      }
    }
  }
  model.initializers.set(`${name}.kernel`, floats([inputs, outputs, size, size], kernel));
  return makeNode('ConvTranspose', [input, `${name}.kernel`], [name], {
    kernel_shape: [size, size],
    strides: [factor, factor],
    pads: [1, 1, 1, 1],
    group: 1,
  });
}

function convolution(model, name, input, weights, bias) {
  model.initializers.set(`${name}.kernel`, weights);
  return makeNode(
    'Conv',
    [input, `${name}.kernel`, ...(bias ? [bias] : [])],
    [name],
    convolutionAttributes(),
  );
}

function convolutionAttributes() {
  return { kernel_shape: [KERNEL, KERNEL], strides: [1, 1], pads: [1, 1, 1, 1], dilations: [1, 1], group: 1 };
}

function isPlain3x3(model, node) {
  const weights = node.op === 'Conv' && model.initializers.get(node.inputs[1]);
  const is = (name, value) => integersOf(node, name).every((entry) => entry === value);
  return (
    weights && weights.dims[2] === KERNEL && weights.dims[3] === KERNEL && is('strides', 1) && is('group', 1)
  );
}

/** How much a Resize enlarges, the same in height and width. */
function factorOf(model, resize) {
  const [, , height, width] = model.initializers.get(resize.inputs[2]).data;
  if (height !== width || !Number.isInteger(height))
    throw new Error(`Cannot replace a resize by ${height} × ${width}`);
  return height;
}

/** The weights for some of the input channels. */
function sliceInputs({ dims, data }, start, count) {
  const [outputs, inputs, ...kernel] = dims;
  const area = kernel.reduce((a, b) => a * b, 1);
  const rows = Array.from({ length: outputs }, (_, output) => {
    const from = (output * inputs + start) * area;
    return Array.from(data.subarray(from, from + count * area));
  });
  return floats([outputs, count, ...kernel], rows.flat());
}

/** [output, input, tap] as [output, tap, input]. */
function inputsLast({ dims, data }) {
  const [outputs, inputs] = dims;
  const taps = KERNEL ** 2;
  return Float32Array.from(data, (_, index) => {
    const [output, tap, input] = [
      Math.floor(index / (taps * inputs)),
      Math.floor(index / inputs) % taps,
      index % inputs,
    ];
    return data[(output * inputs + input) * taps + tap];
  }).subarray(0, outputs * inputs * taps);
}

/** Removes nodes whose values nobody takes any more. */
function dropUnused(model) {
  for (let dropped = true; dropped; ) {
    const { consumers } = links(model);
    const used = ({ outputs }) =>
      outputs.some((name) => consumers(name).length > 0 || model.outputs.includes(name));
    const kept = model.nodes.filter(used);
    dropped = kept.length < model.nodes.length;
    model.nodes = kept;
  }
}
