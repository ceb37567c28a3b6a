/** Who makes and who takes each value of a model, looked up afresh after every change. */
export function links({ nodes }) {
  const producers = new Map(nodes.flatMap((node) => node.outputs.map((name) => [name, node])));
  const consumers = new Map();
  for (const node of nodes) {
    for (const name of node.inputs) consumers.set(name, [...(consumers.get(name) ?? []), node]);
  }
  return { producer: (name) => producers.get(name), consumers: (name) => consumers.get(name) ?? [] };
}

/** Puts nodes in the place of others: at the place of the last one, so that all their inputs are ready. */
export function replaceNodes(model, old, fresh) {
  const last = Math.max(...old.map((node) => model.nodes.indexOf(node)));
  model.nodes = model.nodes.flatMap((node, index) => {
    if (index === last) return fresh;
    return old.includes(node) ? [] : [node];
  });
}

export function rename(node, from, to) {
  node.inputs = node.inputs.map((name) => (name === from ? to : name));
}

/** The one number of an initializer, or undefined if it holds none or several. */
export function scalar({ initializers }, name) {
  const tensor = initializers.get(name);
  return tensor?.data.length === 1 ? Number(tensor.data[0]) : undefined;
}

/** Splits the inputs of a two-sided operation into the value and the one fixed number. */
export function withScalar(model, node) {
  for (const [i, name] of node.inputs.entries()) {
    const number = scalar(model, name);
    if (number !== undefined) return { value: node.inputs[1 - i], number };
  }
  return undefined;
}
