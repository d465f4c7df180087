import { parser } from '@prometheus-io/lezer-promql';

/** A part of an expression in PromQL's grammar: what is used of Lezer's nodes, whose types differ between ES modules and CommonJS. */
export interface QueryNode {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly type: { readonly isError: boolean };
  readonly firstChild: QueryNode | null;
  readonly nextSibling: QueryNode | null;
  getChild(name: string): QueryNode | null;
  getChildren(name: string): readonly QueryNode[];
}

export function parseQuery(text: string): QueryNode {
  return parser.parse(text).topNode;
}

export function childrenOf(node: QueryNode): readonly QueryNode[] {
  const children: QueryNode[] = [];
  for (let child = node.firstChild; child !== null; child = child.nextSibling) children.push(child);
  return children;
}

/** The first place that is no PromQL. */
export function syntaxError(node: QueryNode): QueryNode | undefined {
  if (node.type.isError) return node;
  for (const child of childrenOf(node)) {
    const error = syntaxError(child);
    if (error !== undefined) return error;
  }
  return undefined;
}

/** Every selector, in the order of the text. */
export function selectorsIn(node: QueryNode): readonly QueryNode[] {
  return node.name === 'VectorSelector' ? [node] : childrenOf(node).flatMap(selectorsIn);
}
