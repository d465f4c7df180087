import { brotliDecompressSync } from 'node:zlib';

/** The start of a file system as a program of its own makers wrote it, and what blkid(8) says of it. */
export interface RealFileSystem {
  readonly madeBy: string;
  readonly head: Buffer;
  readonly type: string;
  readonly label: string;
  readonly sizeBytes: number;
}

export const realFileSystems: readonly RealFileSystem[] = [
  {
    madeBy: 'mke2fs -t ext2',
    head: unpacked(
      'G/8PoC8OeBNzVcLRgHTv641Q6Tzw3Lu/DdsYBrKWRtuibW19xyOLqICiTmLr/02roGrzDC849Rw5c+SMVicndKEDUVukAWF8CEwCiZoHXBTAQ+ZTlCQrRrd4mvyM7yRfKSAs2EtpoLW14/9/+BISKoKAWEpNhBHB4PA9OGad0c99vZFbFJRZvgVfn9egPT9xWaaGmRDimNMJyy4ohHsLAIiGCA==',
    ),
    type: 'ext2',
    label: 'label-ext2',
    sizeBytes: 16777216,
  },
  {
    madeBy: 'mke2fs -t ext3',
    head: unpacked(
      'G/8PoK8PtEvfLUyPbNGeqcX+4zFBC8My8UDcu/fHbA0OJEq3JZSNhZ3nJZbQwjDTuJyaZK8MvB4yssKSHZfvmfm7nGDV44nRPU+QO7757wWi5gFYJAHSzwPjgAMNyPOAgzGljaNbZpPdF79yaABhuJSawOLgyP/vQFANbIMKBIwRIsID99yqr+2X9/Xc4fp5RJkrW30q13h6+1oQUGXOKgMqVlVT19DU0tbR1dNPfkGYA4CBgYDuWwBAnAA=',
    ),
    type: 'ext3',
    label: 'label-ext3',
    sizeBytes: 16777216,
  },
  {
    madeBy: 'mke2fs -t ext4',
    head: unpacked(
      'G/8PoK8LjGMh46ImbXjIyGK4bUQ85jOYmRoPPMfyX0RZ6lnlDCJtz9c+1PEmPMzMgCz07mBSbVUwZIk3Dd4mRp7S0seTPqdw1212QicUNT+RlAP35kFAlgUWNv/twTnmTJZklsNHt3gedYPXJOWAIByH8sDGnn3+/90TKAFpkIIAc1wH2Q/zW/7LZeXDMvm+ntLbdNRnM0DiEGd28bJ15ZafTgqspZlTnXwOCQMgiQSSyKGMBu5CdAMAZA1QU1MA4EOEAxRo1yIRurX3kW7VCQI=',
    ),
    type: 'ext4',
    label: 'label-ext4',
    sizeBytes: 16777216,
  },
  {
    madeBy: 'mkswap',
    head: unpacked(
      'G/8P+I/UYs0Z7gSBuy7KtIVZS8K2oC2MwiywFmYUNE8wfcGvuelWZJTGPpQAIIBSuWlDDgAI4JcA8HL51nV71mMOr/QGY7Jh/aMB',
    ),
    type: 'swap',
    label: 'swp',
    sizeBytes: 8388608,
  },
];

function unpacked(text: string): Buffer {
  return brotliDecompressSync(Buffer.from(text, 'base64'));
}

/** 40 KiB with "hello" at 20000, in clusters of 512 bytes; qemu-img 7.2 wrote it. */
export const qemuImage = unpacked(
  'G/8Z4J8HdswCFcsUN8uHwDaniqiIiJzzWp/aQzTFJ4ARYABU0r5TDhxyTYgDbiu8YaB+2BjTEfRGMy28KQEADfxABAWICJ2rzIe7ypP4yoX00/08qAPH6bumAcBBH2PMscYe17jHA06uVgo=',
);

/** The start of a disk of 8 MiB: `sgdisk -n 1:2048:+1M -t 1:ef00 -c 1:"EFI system" -n 3:0:+2M -t 3:8300 -c 3:Größe`. */
export const sgdiskStart = unpacked(
  'G/9DcBeh0uEhxuG/CQwNYhOYxLhbBtXMhk/CBpyYByij7bQQTsvxCRO5FsV6kieP/AryTkRYQAD47wCE9bu5ez1WFQQIBxT91acABABgVrwMAYBbBwAofj1xMvsd41fXktnfs18SKQgAVAPVgGBvle+fKdc8z3JN78ehwrwPfXv2ezYv5aoFsa/aftN+H5lYtmpDHAD+ywEAAIAb7nihTx4l5JFPAhl4gGcDMGK3LVdXn+vRUmKXcu5R8Tyx23EVtCfjP/VUF9LwN9sReQD4rwcAAAAe5PKNOxIA',
);
