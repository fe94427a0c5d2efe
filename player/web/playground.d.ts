// The types of the playground; read by the type checker alone.

/** What the playground gets from the build; see publish/playground.py. */
interface Playground {
  lang: string;
  app: string;
  opening: string;
  /** What stands in a new rule's editor. */
  first: string;
  text: Record<string, string>;
  sentences: Record<string, Record<string, string>>;
  language: LanguageData;
  surfaces: Record<string, PlaygroundSurface>;
  landscape: Figure;
  families: Record<string, string>;
  rules: Record<string, { tape: Tape; text: string; family: string; stops: Record<string, number[]> }>;
  looks: Style[];
  /** Names that a rule of one's own cannot have, in small letters. */
  taken: string[];
  symbols: Record<string, string>;
  usual: { runs: string[]; steps: number; noise: number };
  stops: Record<string, number[]>;
  labels: Record<string, string>;
  curves: Record<string, string>;
  draws: Float64Array;
  show: PlayMessage;
}

/** A surface with its sliders; its scene comes without heights. `stream`: what is random in it. That of
 *  typed formulas has the one to begin with, how they are coloured, and how far off a run has diverged. */
interface PlaygroundSurface {
  name: string;
  teaches: string;
  scene: Scene;
  start: Pair;
  parameters: Record<string, { label: string; at: number; stops: number[]; whole: boolean; reads: string[] }>;
  stream: Stream | null;
  formula?: string;
  share?: number;
  shade?: number;
  far?: number;
}

/** What is chosen in the playground. `values`: where its sliders stand, by their keys in a link. */
interface Chosen {
  surface: string;
  f: string;
  sides: View;
  runs: string[];
  own: Record<string, { name: string; text: string }>;
  start: Pair;
  values: Record<string, number>;
  view: string;
}

/** A rule with all that its run and its sliders need. */
interface PlayedRule {
  tape: Tape;
  stops: Record<string, number[]>;
  run: SentRun;
}
