// The types of what exercises are told; read by the type checker alone.

/** A piece of arithmetic in an exercise; `wide`: the inputs that have coordinates. */
interface Arithmetic {
  tape: Tape;
  wide: string[];
}

/** A step to be computed; see lessons/exercises/told.py. */
interface ComputeMessage {
  kind: "compute";
  key: string;
  seed: number;
  width: number;
  longest: number;
  states: string[];
  known: string[];
  symbols: Record<string, string>;
  draws: { steps: number[]; attempts: number; seeds: number; starts: number[]; slopes: number[]; choices: [string, number[]][] };
  lines: {
    name: string;
    symbol: string;
    plain: string;
    formula: string;
    filled: string;
    holes: [string, boolean][];
    fields: number;
    truth: boolean;
    asked: boolean;
    value: Arithmetic;
  }[];
  slips: { kind: string; line: number; value: Arithmetic }[];
  text: Record<string, string>;
  hints: Record<string, string>;
}

/** A rule to be written; see lessons/exercises/told.py. */
interface WriteMessage {
  kind: "write";
  key: string;
  begin: string;
  names: { name: string; math: string }[];
  steps: number;
  probes: { surface: Formula; start: Pair; hypers: Record<string, number> }[];
  goal: Tape;
  wrongs: { kind: string; tape: Tape }[];
  language: LanguageData;
  text: Record<string, string>;
  hints: Record<string, string>;
  errors: Record<string, Record<string, string>>;
}

/** What is called at every answer, in the shape in which it is kept, and at new numbers. */
interface ExerciseHooks {
  onTry?: (answer: { seed: number; typed: string[] } | { text: string }, right: boolean) => void;
  onSeed?: (seed: number) => void;
}
