export interface UploadLimits {
  /** What a broken line costs at most; S3 takes no parts below 5 MiB. */
  partBytes: number;
  /** Of the pauses between tries. */
  minuteMs: number;
}

export const UPLOAD_LIMITS: UploadLimits = { partBytes: 16 * 1024 * 1024, minuteMs: 60_000 };
