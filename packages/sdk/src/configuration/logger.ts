/** Where Meterkit writes its own messages. `console` is one, and so is OpenTelemetry's `DiagLogger`. */
export interface Logger {
  error(message: string, ...details: unknown[]): void;
  warn(message: string, ...details: unknown[]): void;
  info(message: string, ...details: unknown[]): void;
  debug(message: string, ...details: unknown[]): void;
}
