import { Builder, type Offset } from 'flatbuffers';
import { type Field, FlatReader, writeFloats, writeTable, writeVector } from './flatbuffer.ts';
import { MODEL, readModelRoot } from './tflite-schema.ts';

/**
 * Gives a TensorFlow Lite model the metadata that MediaPipe Tasks ask for (`TFLITE_METADATA`, see
 * metadata_schema.fbs of tflite-support and schema.fbs of TensorFlow Lite).
 *
 * The offsets of a flatbuffer only point forward. So the original file stays byte for byte as it is, at the tail,
 * and a new root table written before it points into it: no tensor is read, moved or rewritten.
 */
export interface ModelMetadata {
  name: string;
  description: string;
  license: string;
  /** Input pixels are normalised by (value - mean) / std. */
  mean: number;
  std: number;
}

export function addTfliteMetadata(model: Uint8Array, metadata: ModelMetadata): Uint8Array {
  const old = readModel(model);
  const described = metadataBytes(metadata);
  const b = new Builder(model.length + described.length + 4096);
  // Tensors must stay aligned to 16 bytes.
  b.prep(16, model.length);
  const start = b.createByteVector(model) - 4;
  const inOld = (position: number): Offset => start - position;
  b.prep(16, described.length);
  const data = b.createByteVector(described);

  const newBuffer = writeTable(b, [{ slot: 0, offset: data }]);
  const newEntry = writeTable(b, [
    { slot: 0, offset: b.createString(METADATA_NAME) },
    { slot: 1, int32: old.buffers.length },
  ]);
  const buffers = writeVector(b, [...old.buffers.map(inOld), newBuffer]);
  const entries = writeVector(b, [...old.metadata.map(inOld), newEntry]);
  const kept = old.kept.map(({ slot, position }): Field => ({ slot, offset: inOld(position) }));
  const root = writeTable(b, [
    { slot: MODEL.version, int32: old.version },
    ...kept,
    { slot: MODEL.buffers, offset: buffers },
    { slot: MODEL.metadata, offset: entries },
  ]);
  b.finish(root, 'TFL3');
  return b.asUint8Array();
}

const METADATA_NAME = 'TFLITE_METADATA';
interface OldModel {
  version: number;
  /** Absolute positions in the file. */
  buffers: number[];
  metadata: number[];
  kept: { slot: number; position: number }[];
}

function readModel(model: Uint8Array): OldModel {
  const reader = new FlatReader(model);
  const root = readModelRoot(reader);
  const metadata = reader.tables(root, MODEL.metadata);
  if (metadata.some((entry) => reader.text(entry, 0) === METADATA_NAME)) {
    throw new Error(`the model has ${METADATA_NAME} already`);
  }
  const { operatorCodes, subgraphs, description, metadataBuffer, signatures } = MODEL;
  return {
    version: reader.int32(root, MODEL.version),
    buffers: reader.tables(root, MODEL.buffers),
    metadata,
    kept: [operatorCodes, subgraphs, description, metadataBuffer, signatures]
      .filter((slot) => reader.target(root, slot) !== 0)
      .map((slot) => ({ slot, position: reader.target(root, slot) })),
  };
}

/** ModelMetadata → SubGraphMetadata → TensorMetadata → ProcessUnit → NormalizationOptions. */
function metadataBytes({ name, description, license, mean, std }: ModelMetadata): Uint8Array {
  const b = new Builder(1024);
  const means = writeFloats(b, [mean]);
  const stds = writeFloats(b, [std]);
  const options = writeTable(b, [
    { slot: 0, offset: means },
    { slot: 1, offset: stds },
  ]);
  const unit = writeTable(b, [
    { slot: 0, int8: NORMALIZATION_OPTIONS },
    { slot: 1, offset: options },
  ]);
  const units = writeVector(b, [unit]);
  const image = writeTable(b, [{ slot: 0, int8: COLOR_RGB }]);
  const content = writeTable(b, [
    { slot: 0, int8: IMAGE_PROPERTIES },
    { slot: 1, offset: image },
  ]);
  const input = writeTable(b, [
    { slot: 0, offset: b.createString('image') },
    { slot: 3, offset: content },
    { slot: 4, offset: units },
  ]);
  const subgraph = writeTable(b, [{ slot: 2, offset: writeVector(b, [input]) }]);
  const root = writeTable(b, [
    { slot: 0, offset: b.createString(name) },
    { slot: 1, offset: b.createString(description) },
    { slot: 3, offset: writeVector(b, [subgraph]) },
    { slot: 5, offset: b.createString(license) },
    { slot: 7, offset: b.createString('1.0.0') },
  ]);
  b.finish(root, 'M001');
  return b.asUint8Array();
}

const NORMALIZATION_OPTIONS = 1;
const IMAGE_PROPERTIES = 2;
const COLOR_RGB = 1;
