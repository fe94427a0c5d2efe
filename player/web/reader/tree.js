// Arithmetic as a tree of three kinds of nodes. Operators are calls like any other.

/** A number as it was written; whole: with digits alone. `span`: from where to where in the text.
 *  @returns {TreeNode} */
export const numberNode = (value, whole = false, span = [0, 0]) => ({ kind: "number", value, whole, span });

/** A variable or a constant. @returns {TreeNode} */
export const nameNode = (id, span = [0, 0]) => ({ kind: "name", id, span });

/** An operation on parts. @returns {TreeNode} */
export const callNode = (op, args, span = [0, 0]) => ({ kind: "call", op, args, span });

/** The node and all its parts, in the order in which they are written.
 *  @param {TreeNode} node @returns {Generator<TreeNode>} */
export function* partsOf(node) {
  yield node;
  if (node.kind === "call") for (const part of node.args) yield* partsOf(part);
}

/** The tree with `change` applied to every part, the innermost first.
 *  @param {TreeNode} node @param {(node: TreeNode) => TreeNode} change @returns {TreeNode} */
export function rebuilt(node, change) {
  return change(node.kind === "call" ? callNode(node.op, node.args.map((part) => rebuilt(part, change)), node.span) : node);
}
