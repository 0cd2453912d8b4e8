import { Builder, type Offset } from 'flatbuffers';
import { FlatReader, writeInts, writeTable, writeVector } from './flatbuffer.ts';
import {
  CONCATENATION,
  CONCATENATION_OPTIONS,
  MODEL,
  OPERATOR,
  OPERATOR_CODE,
  readModelRoot,
  SUBGRAPH,
  TENSOR,
} from './tflite-schema.ts';

/**
 * Makes an output of a model longer by zeros: one concatenation is added behind the graph, in place of that output.
 * The original file stays byte for byte at the tail, as in `addTfliteMetadata`; no weight is touched.
 */
export function padOutput(model: Uint8Array, outputIndex: number, zeros: number): Uint8Array {
  const reader = new FlatReader(model);
  const root = readModelRoot(reader);
  const graph = reader.tables(root, MODEL.subgraphs)[0]!;
  const tensors = reader.tables(graph, SUBGRAPH.tensors);
  const outputs = reader.ints(graph, SUBGRAPH.outputs);
  const padded = outputs[outputIndex]!;
  const shape = reader.ints(tensors[padded]!, TENSOR.shape);
  const length = shape.at(-1)!;

  const b = new Builder(model.length + 65_536);
  // Tensors must stay aligned to 16 bytes.
  b.prep(16, model.length);
  const start = b.createByteVector(model) - 4;
  const inOld = (position: number): Offset => start - position;
  const oldOnes = (positions: readonly number[]) => positions.map(inOld);

  const oldBuffers = reader.tables(root, MODEL.buffers);
  const zeroBytes = new Uint8Array(zeros * 4);
  b.prep(16, zeroBytes.length);
  const data = b.createByteVector(zeroBytes);
  const zeroBuffer = writeTable(b, [{ slot: 0, offset: data }]);
  const zeroTensor = writeTensor(b, 'padding', [...shape.slice(0, -1), zeros], oldBuffers.length);
  const longer = writeTensor(b, 'padded_output', [...shape.slice(0, -1), length + zeros], 0);

  const oldCodes = reader.tables(root, MODEL.operatorCodes);
  const code = writeTable(b, [
    { slot: OPERATOR_CODE.oldCode, int8: CONCATENATION },
    { slot: OPERATOR_CODE.version, int32: 1 },
    { slot: OPERATOR_CODE.code, int32: CONCATENATION },
  ]);
  const inputs = writeInts(b, [padded, tensors.length]);
  const output = writeInts(b, [tensors.length + 1]);
  const axis = writeTable(b, [{ slot: 0, int32: shape.length - 1 }]);
  const concatenation = writeTable(b, [
    { slot: OPERATOR.code, int32: oldCodes.length },
    { slot: OPERATOR.inputs, offset: inputs },
    { slot: OPERATOR.outputs, offset: output },
    { slot: OPERATOR.optionsType, int8: CONCATENATION_OPTIONS },
    { slot: OPERATOR.options, offset: axis },
  ]);

  const newTensors = writeVector(b, [...oldOnes(tensors), zeroTensor, longer]);
  const operators = writeVector(b, [...oldOnes(reader.tables(graph, SUBGRAPH.operators)), concatenation]);
  const newOutputs = writeInts(
    b,
    outputs.map((tensor) => (tensor === padded ? tensors.length + 1 : tensor)),
  );
  const subgraph = writeTable(b, [
    { slot: SUBGRAPH.tensors, offset: newTensors },
    { slot: SUBGRAPH.inputs, offset: inOld(reader.target(graph, SUBGRAPH.inputs)) },
    { slot: SUBGRAPH.outputs, offset: newOutputs },
    { slot: SUBGRAPH.operators, offset: operators },
  ]);
  const subgraphs = writeVector(b, [subgraph]);
  const codes = writeVector(b, [...oldOnes(oldCodes), code]);
  const buffers = writeVector(b, [...oldOnes(oldBuffers), zeroBuffer]);
  // Signatures name the outputs there were, so they are left out.
  const kept = [MODEL.description, MODEL.metadataBuffer, MODEL.metadata]
    .filter((slot) => reader.target(root, slot) !== 0)
    .map((slot) => ({ slot, offset: inOld(reader.target(root, slot)) }));
  const newRoot = writeTable(b, [
    { slot: MODEL.version, int32: reader.int32(root, MODEL.version) },
    { slot: MODEL.operatorCodes, offset: codes },
    { slot: MODEL.subgraphs, offset: subgraphs },
    ...kept,
    { slot: MODEL.buffers, offset: buffers },
  ]);
  b.finish(newRoot, 'TFL3');
  return b.asUint8Array();
}

function writeTensor(b: Builder, name: string, shape: readonly number[], buffer: number): Offset {
  const shapeOffset = writeInts(b, shape);
  const nameOffset = b.createString(name);
  return writeTable(b, [
    { slot: TENSOR.shape, offset: shapeOffset },
    { slot: TENSOR.buffer, int32: buffer },
    { slot: TENSOR.name, offset: nameOffset },
  ]);
}
