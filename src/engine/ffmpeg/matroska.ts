import type { PictureKind } from '../input/picture-kind.ts';

/**
 * Wraps picture files into a Matroska stream (RFC 9559) for ffmpeg's standard input: each file is one packet, with
 * its number as time. ffmpeg never sees file names, patterns or lists, and a damaged picture can neither swallow its
 * neighbour nor shift later numbers.
 */

const ID = {
  ebml: [0x1a, 0x45, 0xdf, 0xa3],
  docType: [0x42, 0x82],
  segment: [0x18, 0x53, 0x80, 0x67],
  info: [0x15, 0x49, 0xa9, 0x66],
  timestampScale: [0x2a, 0xd7, 0xb1],
  tracks: [0x16, 0x54, 0xae, 0x6b],
  trackEntry: [0xae],
  trackNumber: [0xd7],
  trackUid: [0x73, 0xc5],
  trackType: [0x83],
  codecId: [0x86],
  video: [0xe0],
  pixelWidth: [0xb0],
  pixelHeight: [0xba],
  cluster: [0x1f, 0x43, 0xb6, 0x75],
  timestamp: [0xe7],
  simpleBlock: [0xa3],
} as const;

const UNKNOWN_SIZE = [0x01, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff];
const MILLISECOND_NS = 1_000_000;
const KEY_FRAME = 0x80;

/** Between packets; 40 = 25 a second, which every ffmpeg accepts without guessing. */
const PACKET_MS = 40;

/** Makes the time of a packet its number. */
export const PACKET_TIME_BASE = '1/25';

/** The codec named here is only a label: `-c:v` overrides it. */
export function matroskaStart(kind: PictureKind): Buffer {
  return Buffer.concat([
    element(ID.ebml, element(ID.docType, Buffer.from('matroska'))),
    Buffer.from([...ID.segment, ...UNKNOWN_SIZE]),
    element(ID.info, element(ID.timestampScale, unsigned(MILLISECOND_NS))),
    element(
      ID.tracks,
      element(
        ID.trackEntry,
        Buffer.concat([
          element(ID.trackNumber, unsigned(1)),
          element(ID.trackUid, unsigned(1)),
          element(ID.trackType, unsigned(1)),
          element(ID.codecId, Buffer.from('V_MJPEG')),
          element(
            ID.video,
            Buffer.concat([
              element(ID.pixelWidth, unsigned(kind.width)),
              element(ID.pixelHeight, unsigned(kind.height)),
            ]),
          ),
        ]),
      ),
    ),
  ]);
}

export function matroskaPacketHead(number: number, size: number): Buffer {
  const block = Buffer.from([0x81, 0x00, 0x00, KEY_FRAME]);
  const timestamp = element(ID.timestamp, unsigned(number * PACKET_MS));
  const blockHead = Buffer.from([...ID.simpleBlock, ...sizeOf(block.length + size)]);
  const clusterSize = timestamp.length + blockHead.length + block.length + size;
  return Buffer.concat([Buffer.from([...ID.cluster, ...sizeOf(clusterSize)]), timestamp, blockHead, block]);
}

function element(id: readonly number[], body: Buffer): Buffer {
  return Buffer.concat([Buffer.from([...id, ...sizeOf(body.length)]), body]);
}

/** EBML's eight-byte form: marker bit, then 56 bits. */
function sizeOf(size: number): number[] {
  const bytes = Buffer.alloc(8);
  bytes.writeUIntBE(size, 2, 6);
  bytes[0] = 0x01;
  return [...bytes];
}

function unsigned(value: number): Buffer {
  const bytes = Buffer.alloc(6);
  bytes.writeUIntBE(value, 0, 6);
  return bytes;
}
