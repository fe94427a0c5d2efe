// The types of what a page of the site is told; read by the type checker alone.

/** A check: [operation, part, ...], names as texts; see lessons/checks/read.py. */
type CheckTree = number | string | CheckTree[];

/** An aim as it is judged, and what is said of its cost; see lessons/exercises/aim.py. */
interface AimMessage {
  goal: CheckTree;
  cost: CheckTree;
  lost: CheckTree;
  par: number;
  unit: string;
  short: string;
}

/** An experiment; see `Packed.add` in publish/experiment.py. A claim has a `check`, a question has `options`
 *  and the causes of some. */
interface ExperimentMessage {
  scene: string;
  runs: PlayMessage;
  supplies: Omit<Supplies, "rules">;
  view: string;
  surface: string;
  check?: CheckTree;
  options?: [string, CheckTree | null][];
  because?: Record<string, CheckTree>;
  aim?: AimMessage;
}

/** A page of experiments; see `Packed.message` in publish/experiment.py. */
interface PageMessage {
  text: Record<string, string>;
  words: Record<string, string>;
  aims: Record<string, string>;
  /** Without their heights. */
  scenes: Record<string, Scene>;
  rules: Record<string, Tape>;
  experiments: Record<string, ExperimentMessage>;
  /** What each has of its own, and what all of a kind have in common. */
  exercises: Record<string, { kind: string; key: string }>;
  kinds: Record<string, object>;
}
