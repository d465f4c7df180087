import { brotliDecompressSync } from 'node:zlib';

/** The start of a file system as a program of its own makers wrote it, and what blkid(8) says of it. */
export interface RealFileSystem {
  readonly madeBy: string;
  readonly head: Buffer;
  readonly type: string;
  readonly label: string;
  readonly uuid: string;
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
    uuid: '4c9f9cb4-67c1-4cbd-8e23-b536506759fc',
    sizeBytes: 16777216,
  },
  {
    madeBy: 'mke2fs -t ext3',
    head: unpacked(
      'G/8PoK8PtEvfLUyPbNGeqcX+4zFBC8My8UDcu/fHbA0OJEq3JZSNhZ3nJZbQwjDTuJyaZK8MvB4yssKSHZfvmfm7nGDV44nRPU+QO7757wWi5gFYJAHSzwPjgAMNyPOAgzGljaNbZpPdF79yaABhuJSawOLgyP/vQFANbIMKBIwRIsID99yqr+2X9/Xc4fp5RJkrW30q13h6+1oQUGXOKgMqVlVT19DU0tbR1dNPfkGYA4CBgYDuWwBAnAA=',
    ),
    type: 'ext3',
    label: 'label-ext3',
    uuid: 'b91d5319-a378-438c-bfd5-dd58ec0d6948',
    sizeBytes: 16777216,
  },
  {
    madeBy: 'mke2fs -t ext4',
    head: unpacked(
      'G/8PoK8LjGMh46ImbXjIyGK4bUQ85jOYmRoPPMfyX0RZ6lnlDCJtz9c+1PEmPMzMgCz07mBSbVUwZIk3Dd4mRp7S0seTPqdw1212QicUNT+RlAP35kFAlgUWNv/twTnmTJZklsNHt3gedYPXJOWAIByH8sDGnn3+/90TKAFpkIIAc1wH2Q/zW/7LZeXDMvm+ntLbdNRnM0DiEGd28bJ15ZafTgqspZlTnXwOCQMgiQSSyKGMBu5CdAMAZA1QU1MA4EOEAxRo1yIRurX3kW7VCQI=',
    ),
    type: 'ext4',
    label: 'label-ext4',
    uuid: 'fd1464e0-e8d2-4626-869e-146dd359460a',
    sizeBytes: 16777216,
  },
  {
    madeBy: 'mkfs.vfat -F 12',
    head: unpacked(
      'G/8PAD4WdywuNj9oZAMp2V0HbGIQuGHu5HOE/yC3ucCqAaoA17cACEDzVkixgtcAAQS7YQPOWqd18PkE+MHvBV9gcoM3B7KB3K5esI9RFp1zzcPYai/I5nX5T6uaT2t86SCC3xl0zf6eHjDXamttUSCBBhha6KmEkB3h3xg5hm1QBhzM/g6Vm1YmO7BAIwwwpuI39KzOLAiBHZmW7KIa/5W0y83/LvEdLE2GZWgenq9kgnMUXUWnLftpnp+LDRziM1A8QlcQL2jv65PtiMYiKD08/GwHAGrA6dYA',
    ),
    type: 'vfat',
    label: '',
    uuid: 'A41B-253F',
    sizeBytes: 4194304,
  },
  {
    madeBy: 'mkfs.vfat -F 16',
    head: unpacked(
      'G/8PAC4KbMfKG4K8oa0wHZddxh8SgYv58Nd8l1tjpVV7pG8U3YATGI70Ey3xaA0i4GC0AQg2d3vAvZIhRYsJ7V8v+AKTe3qgAWK1oLW1tYUZhRZ6Kkf/dsDrDcchr5KDcojL/lO30aC98LRrS8SGBg0IhhgAADHlyr6X7p5MZf0RWo/m+OzMFo4PW0sy5UUIy89fYKIi2ud/g2W1Yxmnx+8rueKku1rM2B5OptPdxwapQM1E6IpBy8ZyYnK+m3bUIyro4tHPLV8AhL/aAQ==',
    ),
    type: 'vfat',
    label: 'EFI16',
    uuid: 'A41A-EC9B',
    sizeBytes: 34603008,
  },
  {
    madeBy: 'mkfs.vfat -F 32',
    head: unpacked(
      'G/8PQB4Hdgw9zDhe8sED7C/fEUlsQkhgPSdiRquKaw7lpzQnqEjJawHybRv7qiiIIAhO32q+fnf2TnNUp3f7coQkC054g21l5npsXpqPNiKj7iZikQcxwCd4UAIAYt4lACAGRMgBAAA4xX/2ZZPLl5IJD1c+VaW1evfdzuGl72FT/Up/rUAwth7fEgWTYH38v9uy7jMaOU6LLbknbO67xqI7Wqysru7tcpA6dTYQQRHzoZSv2+f63hykEVaPyeOCf2btvFzupoCx9fVU9+9DhLgDdmbx73Z0dJ8AAA==',
    ),
    type: 'vfat',
    label: 'EFI32',
    uuid: 'A41A-F9A9',
    sizeBytes: 67108864,
  },
  {
    madeBy: 'mkswap',
    head: unpacked(
      'G/8P+I/UYs0Z7gSBuy7KtIVZS8K2oC2MwiywFmYUNE8wfcGvuelWZJTGPpQAIIBSuWlDDgAI4JcA8HL51nV71mMOr/QGY7Jh/aMB',
    ),
    type: 'swap',
    label: 'swp',
    uuid: 'de5a62e7-90c6-43b6-8868-ba3ad3864830',
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
