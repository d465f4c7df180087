/** What the process ends with. */
export const exitCodes = {
  fine: 0,
  findings: 1,
  wrongUse: 2,
  unreachable: 3,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];
