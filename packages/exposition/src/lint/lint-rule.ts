import type { ParsedFamily } from '../parse/parsed-family.js';

/** A convention that families keep (Prometheus, Metric and Label Naming). */
export interface LintRule {
  readonly name: string;
  /** What breaks the rule, each with what was expected and what was found. */
  readonly check: (family: ParsedFamily) => readonly string[];
}
