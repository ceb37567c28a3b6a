import { integers, makeNode } from './onnx.mjs';

/**
 * Lets a recognizer give only some of its classes, and at the end the highest probability of all. The probabilities
 * stay those among all classes, so that text that is no plate does not look like one.
 */
export function selectClasses(model, kept) {
  const [output] = model.outputs;
  const softmax = model.nodes.find(({ outputs }) => outputs.includes(output));
  const all = `${output}.all`;
  softmax.outputs = [all];
  model.initializers.set('kept_classes', integers(kept));
  model.nodes.push(
    makeNode('Gather', [all, 'kept_classes'], ['kept'], { axis: 2 }),
    makeNode('ReduceMax', [all], ['highest'], { axes: [2], keepdims: 1 }),
    makeNode('Concat', ['kept', 'highest'], [output], { axis: 2 }),
  );
}
