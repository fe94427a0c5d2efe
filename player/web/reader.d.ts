// The types of what the reader of formulas and rules takes and gives; read by the type checker alone.

/** The language of formulas and rules as Python describes it; see optimizers/language.py. */
interface LanguageData {
  operations: Record<string, Operation>;
  aliases: Record<string, string>;
  constants: Record<string, number>;
  compared: Record<string, string>;
  lookalikes: Record<string, string>;
  plain: Record<string, string>;
  paper: Record<string, string>;
  superscripts: Record<string, string>;
  keywords: string[];
  greek: Record<string, string>;
  special: Record<string, NameSymbol>;
  given: string[];
  limits: Record<string, number>;
  hypers: Record<string, { default: number; stops: number[] }>;
  meant: Record<string, string>;
  taken: string[];
}

/** An entry of the table of operations; number: it has a value for numbers. */
interface Operation {
  arity: Pair;
  sign: string;
  slopes: string[];
  number: boolean;
  formulas: boolean;
  rules: boolean;
  joint: boolean;
  condition: boolean;
}

/** What a name looks like; `below` is read from left to right. */
interface NameSymbol {
  letter: string;
  below: string[];
  accent: string;
}

type Language = ReturnType<typeof import("./reader/language.js").laidOut>;
type Grammar = ReturnType<typeof import("./reader/language.js").grammar>;

interface Token {
  kind: string;
  text: string;
  position: number;
  end: number;
}

type Span = number[];
type TreeNode =
  | { kind: "number"; value: number; whole: boolean; span: Span }
  | { kind: "name"; id: string; span: Span }
  | { kind: "call"; op: string; args: TreeNode[]; span: Span };

/** A line of a typed rule. */
interface RuleLine {
  name: string;
  value: TreeNode;
  number: number;
}

/** A typed rule; see `readRule`. */
interface ReadRule {
  tape: Tape & { lines: number[] };
  state: string[];
  hypers: Record<string, number>;
  stops: Record<string, number[]>;
  lines: RuleLine[];
}

/** A typed formula; see `readFormula`. */
interface ReadFormula {
  value: Tape;
  gradient: Tape;
  defined: boolean;
}
