// Models in the ONNX format, as far as the reader's two models use it: https://github.com/onnx/onnx/blob/main/onnx/onnx.proto
import { bytes, decodeFields, encodeFields, float, integer, text } from './protobuf.mjs';

/**
 * @typedef {{ dims: number[], type: number, data: Float32Array | BigInt64Array | Int32Array }} Tensor
 * @typedef {{ op: string, inputs: string[], outputs: string[], attributes: Map<string, Field[]>, domain: string }} Node
 * @typedef {{ nodes: Node[], initializers: Map<string, Tensor>, outputs: string[], others: Field[], model: Field[] }} Model
 * @typedef {import('./protobuf.mjs').Field} Field
 */

const Model = { graph: 7, opset: 8 };
const Graph = { node: 1, initializer: 5, output: 12, valueInfo: 13 };
const NodeField = { input: 1, output: 2, op: 4, attribute: 5, domain: 7 };
const Attribute = { name: 1, float: 2, integer: 3, tensor: 5, integers: 8, type: 20 };
const AttributeType = { float: 1, integer: 2, integers: 7 };
const TensorField = { dims: 1, type: 2, floats: 4, int32s: 5, int64s: 7, name: 8, raw: 9 };
export const FLOAT = 1;
const INT32 = 6;
export const INT64 = 7;
const ARRAYS = { [FLOAT]: Float32Array, [INT32]: Int32Array, [INT64]: BigInt64Array };

/**
 * Constants become initializers, so that passes find all fixed numbers in one place.
 * @param {Uint8Array} file
 * @returns {Model}
 */
export function readModel(file) {
  const model = decodeFields(file);
  const graph = decodeFields(model.find(({ field }) => field === Model.graph).value);
  const of = (field) => graph.filter((entry) => entry.field === field).map(({ value }) => value);
  const initializers = new Map(of(Graph.initializer).map((value) => readTensor(value)));
  const nodes = [];
  for (const node of of(Graph.node).map(readNode)) {
    const value = node.op === 'Constant' && node.attributes.get('value');
    if (value) initializers.set(node.outputs[0], readTensor(only(value, Attribute.tensor))[1]);
    else nodes.push(node);
  }
  // Declared shapes of intermediate values would not hold any more.
  const replaced = [Graph.node, Graph.initializer, Graph.output, Graph.valueInfo];
  const outputs = of(Graph.output).map((value) => decodeText(only(decodeFields(value), 1)));
  return {
    nodes,
    initializers,
    outputs,
    others: graph.filter(({ field }) => !replaced.includes(field)),
    model,
  };
}

/** @param {Model} model */
export function writeModel({ nodes, initializers, outputs, others, model }) {
  const used = new Set(nodes.flatMap(({ inputs }) => inputs));
  const graph = encodeFields([
    ...nodes.map((node) => bytes(Graph.node, writeNode(node))),
    ...others,
    ...outputs.map((name) => bytes(Graph.output, writeFloatOutput(name))),
    ...[...initializers]
      .filter(([name]) => used.has(name))
      .map(([name, tensor]) => bytes(Graph.initializer, writeTensor(name, tensor))),
  ]);
  return encodeFields(
    model.map((entry) => (entry.field === Model.graph ? bytes(Model.graph, graph) : entry)),
  );
}

/** @returns {Node} */
export function makeNode(op, inputs, outputs, attributes = {}) {
  const encoded = Object.entries(attributes).map(([name, value]) => [name, attribute(name, value)]);
  return { op, inputs, outputs, attributes: new Map(encoded), domain: '' };
}

/** The integers of an attribute, one or several. */
export function integersOf(node, name) {
  const fields = node.attributes.get(name) ?? [];
  return fields
    .filter(({ field }) => field === Attribute.integer || field === Attribute.integers)
    .flatMap(({ value }) => (typeof value === 'bigint' ? [Number(value)] : unpack(value)));
}

export function floatOf(node, name) {
  return Buffer.from(only(node.attributes.get(name), Attribute.float)).readFloatLE();
}

/** @returns {Tensor} */
export function floats(dims, data) {
  return { dims, type: FLOAT, data: Float32Array.from(data) };
}

/** @returns {Tensor} */
export function integers(values) {
  return { dims: [values.length], type: INT64, data: BigInt64Array.from(values.map(BigInt)) };
}

function readNode(value) {
  const fields = decodeFields(value);
  const texts = (field) =>
    fields.filter((entry) => entry.field === field).map((entry) => decodeText(entry.value));
  const attributes = fields
    .filter(({ field }) => field === NodeField.attribute)
    .map((entry) => decodeFields(entry.value))
    .map((attribute) => [decodeText(only(attribute, Attribute.name)), attribute]);
  return {
    op: texts(NodeField.op)[0],
    inputs: texts(NodeField.input),
    outputs: texts(NodeField.output),
    attributes: new Map(attributes),
    domain: texts(NodeField.domain)[0] ?? '',
  };
}

function writeNode({ op, inputs, outputs, attributes, domain }) {
  return encodeFields([
    ...inputs.map((name) => text(NodeField.input, name)),
    ...outputs.map((name) => text(NodeField.output, name)),
    text(NodeField.op, op),
    ...[...attributes.values()].map((fields) => bytes(NodeField.attribute, encodeFields(fields))),
    ...(domain ? [text(NodeField.domain, domain)] : []),
  ]);
}

function attribute(name, value) {
  if (Array.isArray(value)) {
    const entries = value.map((entry) => integer(Attribute.integers, entry));
    return [text(Attribute.name, name), ...entries, integer(Attribute.type, AttributeType.integers)];
  }
  return Number.isInteger(value)
    ? [
        text(Attribute.name, name),
        integer(Attribute.integer, value),
        integer(Attribute.type, AttributeType.integer),
      ]
    : [
        text(Attribute.name, name),
        float(Attribute.float, value),
        integer(Attribute.type, AttributeType.float),
      ];
}

/** @returns {[string, Tensor]} */
function readTensor(value) {
  const fields = decodeFields(value);
  const of = (field) => fields.filter((entry) => entry.field === field);
  const integersIn = (field) =>
    of(field).flatMap(({ value }) => (typeof value === 'bigint' ? [Number(value)] : unpack(value)));
  const type = integersIn(TensorField.type)[0];
  const TypedArray = ARRAYS[type];
  if (!TypedArray) throw new Error(`Tensors of type ${type} are unknown`);
  const raw = of(TensorField.raw)[0]?.value ?? of(TensorField.floats)[0]?.value;
  const data = raw
    ? new TypedArray(Uint8Array.from(raw).buffer)
    : TypedArray.from(
        integersIn(type === INT64 ? TensorField.int64s : TensorField.int32s),
        type === INT64 ? BigInt : undefined,
      );
  const name = of(TensorField.name)[0];
  return [name ? decodeText(name.value) : '', { dims: integersIn(TensorField.dims), type, data }];
}

function writeTensor(name, { dims, type, data }) {
  return encodeFields([
    ...dims.map((length) => integer(TensorField.dims, length)),
    integer(TensorField.type, type),
    text(TensorField.name, name),
    bytes(TensorField.raw, new Uint8Array(data.buffer, data.byteOffset, data.byteLength)),
  ]);
}

/** Declares an output of floats in whatever shape the nodes give it. */
function writeFloatOutput(name) {
  const tensor = encodeFields([integer(1, FLOAT)]);
  return encodeFields([text(1, name), bytes(2, encodeFields([bytes(1, tensor)]))]);
}

/** Packed repeated integers. */
function unpack(value) {
  const numbers = [];
  for (let at = 0; at < value.length; ) {
    let number = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = value[at++];
      number |= BigInt(byte & 127) << shift;
      if (byte < 128) break;
    }
    numbers.push(Number(BigInt.asIntN(64, number)));
  }
  return numbers;
}

function only(fields, field) {
  return fields.find((entry) => entry.field === field)?.value;
}

function decodeText(value) {
  return Buffer.from(value).toString();
}
