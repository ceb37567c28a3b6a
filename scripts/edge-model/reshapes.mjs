// Reshapes whose target the exporter computes anew for every picture get it as fixed numbers.
import { links, replaceNodes } from './graph.mjs';
import { integers, integersOf } from './onnx.mjs';

/** The special lengths of ONNX Reshape: as long as the same axis of the input, and whatever is left. */
const SAME = 0;
const REST = -1;

/**
 * Shapes are integers, and what ONNX Runtime computes them with is its largest code by far: compiling its conversion
 * of numbers (Cast) takes 200 MB for a moment, and a second.
 */
export function fixReshapes(model) {
  for (const reshape of model.nodes.filter(({ op }) => op === 'Reshape')) {
    const [data, shape] = reshape.inputs;
    if (model.initializers.has(shape)) continue;
    const lengths = lengthsOf(model, shape).map((length, axis) => {
      if (typeof length === 'number') return length;
      return length.of === data && length.axis === axis ? SAME : REST;
    });
    if (lengths.filter((length) => length === REST).length > 1) continue;
    const name = `${reshape.outputs[0]}.shape`;
    model.initializers.set(name, integers(lengths));
    reshape.inputs = [data, name];
  }
  removeUnused(model);
}

/** What a list of integers consists of: fixed numbers, and lengths of axes of other values. */
function lengthsOf(model, name) {
  const fixed = model.initializers.get(name);
  if (fixed) return [...fixed.data].map(Number);
  const node = links(model).producer(name);
  const [first] = node.inputs;
  if (node.op === 'Concat') return node.inputs.flatMap((input) => lengthsOf(model, input));
  if (node.op === 'Cast') return lengthsOf(model, first);
  if (node.op !== 'Slice') throw new Error(`A shape made by ${node.op} is unknown`);
  const [start] = integersOf(node, 'starts');
  const [end] = integersOf(node, 'ends');
  const of = shapeOwner(model, first);
  return Array.from({ length: end - start }, (_, i) => ({ of, axis: start + i }));
}

/** The value whose shape this is. */
function shapeOwner(model, name) {
  const node = links(model).producer(name);
  if (node.op === 'Cast') return shapeOwner(model, node.inputs[0]);
  if (node.op !== 'Shape') throw new Error(`A shape made by ${node.op} is unknown`);
  return node.inputs[0];
}

function removeUnused(model) {
  const isUsed = (node) =>
    node.outputs.some((name) => model.outputs.includes(name) || links(model).consumers(name).length > 0);
  for (let unused = true; unused; ) {
    unused = model.nodes.find((node) => !isUsed(node));
    if (unused) replaceNodes(model, [unused], []);
  }
}
