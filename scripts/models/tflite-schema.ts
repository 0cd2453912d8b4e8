import type { FlatReader } from './flatbuffer.ts';

/** Slots and numbers of TensorFlow Lite's schema.fbs, as far as they are needed. */
export const MODEL = {
  version: 0,
  operatorCodes: 1,
  subgraphs: 2,
  description: 3,
  buffers: 4,
  metadataBuffer: 5,
  metadata: 6,
  signatures: 7,
};
export const SUBGRAPH = { tensors: 0, inputs: 1, outputs: 2, operators: 3, name: 4 };
export const TENSOR = { shape: 0, type: 1, buffer: 2, name: 3 };
export const OPERATOR = { code: 0, inputs: 1, outputs: 2, optionsType: 3, options: 4 };
export const OPERATOR_CODE = { oldCode: 0, version: 2, code: 3 };
export const CONCATENATION = 2;
/** `ConcatenationOptions` in `union BuiltinOptions`. */
export const CONCATENATION_OPTIONS = 10;

export function readModelRoot(reader: FlatReader): number {
  if (!reader.bytes.__has_identifier('TFL3')) throw new Error('not a TensorFlow Lite model');
  return reader.root;
}
