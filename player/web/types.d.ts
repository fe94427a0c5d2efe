// The types of what the player is told, after `unpack`; read by the type checker alone.

/** The style sheet, put in front of the modules when they are joined. */
declare const STYLE: string;

interface Window {
  Plotly: any;
}

/** A node that plotly has drawn in, and what it keeps there. */
interface Element {
  _fullLayout?: any;
  on?: (event: string, listener: (event: any) => void) => void;
}

interface CSSStyleDeclaration {
  zoom: string;
}

type Pair = [number, number];
type Numbers = number[] | Float32Array | Float64Array;
type Rows = Numbers[];

/** A figure of plotly's, as the server describes it. */
interface Figure {
  data: any[];
  layout: any;
}

/** An axis that is drawn here; see Axis in figures/axes.py. */
interface Axis {
  range: number[];
  log?: boolean;
  title?: string;
  grid?: boolean;
  most?: number;
  apart?: number;
  at?: number[];
}

interface Axes {
  x: Axis;
  y: Axis;
}

/** The colours of the page; see `themeOf`. */
type Theme = ReturnType<typeof import("./stage/theme.js").themeOf>;

/** One way across a panel: its ends in data units, its place in px. */
interface AxisSpan {
  range: number[];
  offset: number;
  length: number;
}

/** A panel's place on the stage, and its way from data to px; see `tileOf`. */
type Tile = ReturnType<typeof import("./stage/draw.js").tileOf>;

/** A canvas over a figure; see `layer`. */
type Layer = ReturnType<typeof import("./canvas/layer.js").layer>;

/** A part of a layer: drawn within its box, in px, and anew when one of the values that it shows is another. */
interface LayerPart {
  box: { left: number; top: number; width: number; height: number };
  shows: unknown[];
  draw(ctx: CanvasRenderingContext2D): void;
}

interface Style {
  color: string;
  marker: string;
  dash?: string;
  width?: number;
  opacity?: number;
}

interface Arrow {
  kind: string;
  vectors: Rows;
  dash: string;
  color?: string;
  name?: string;
  /** Of the rule, whose values they are. */
  state?: string;
  hidden?: boolean;
}

/** A line on every panel, or a cross if it is one point. */
interface Guide {
  points: Rows;
  dash: string;
  color?: string;
  name?: string;
}

/** A special point of the ground. */
interface Mark {
  kind: "minimum" | "local" | "saddle" | "maximum";
  x: number;
  y: number;
  z: number;
  value: number;
}

/** A tape: a flat list of operations on numbered slots; see `tape.js`. */
interface Tape {
  inputs: string[];
  constants: number[];
  code: number[];
  outputs: number[];
}

/** A run as the server sends it; see PlayedRun in player/message.py. */
interface SentRun {
  key: string;
  name: string;
  template: string;
  style: Style;
  path: Rows;
  value: Numbers;
  curve: Numbers | null;
  answer: Rows | null;
  point: string | null;
  left: number | null;
  diverged: number | null;
  arrows: Arrow[];
  ghost: boolean;
  ends: Pair | null;
  untitled: boolean;
  panel: number | null;
  rule: string | null;
  hypers: Record<string, number>;
  notes: Record<string, string>;
}

/** A run with all that is read off its path, as it is drawn. */
interface Run extends SentRun {
  detail: string;
  height: Numbers;
  line?: Rows;
  hidden?: boolean;
  draped?: Draped;
  walked?: Walked;
}

/** A walk with the values of every step; see `walk`. */
interface Walked {
  rule: Tape & { lines: number[] };
  hypers: Record<string, number>;
  into: WalkRoom;
}

/** What a walk is walked into; see `room`. */
type WalkRoom = ReturnType<typeof import("./walk/walk.js").room>;

/** What plotly's camera sees; see `lensOf`. */
interface Lens {
  key: string;
  scene: Scene;
  grid: { x: Numbers; y: Numbers; z: Rows };
  /** A point's place on the screen, in px. */
  place(point: number[]): Pair;
  eye: number[];
  /** The special points, once they are drawn. */
  marks?: { kind: string; at: Pair; behind: boolean }[];
}

/** A point of a path on the screen; null outside the view. */
type SeenPoint = { x: number; y: number; behind: boolean } | null;

/** A run's path as it is seen through a lens. */
interface Draped {
  lens: Lens;
  path: Rows;
  points: SeenPoint[];
  answer: SeenPoint[] | null;
}

/** A line of a rule; `reads`: names, `truth`: its value is true or false. */
interface Line {
  name: string;
  formula: string;
  reads: string[];
  truth: boolean;
  says: string;
}

/** A run that is shown from inside; see Inside in player/inside.py. */
interface InsideMessage {
  run: string;
  step: number;
  exact: boolean;
  fixed: boolean;
  text: Record<string, string>;
  symbols: Record<string, string>;
  lines: Line[];
  memory: { name: string; plain: string; squares: boolean }[];
}

/** A slider that turns the picture; see Slider in player/live.py. */
interface Slider {
  key: string;
  label: string;
  at: number;
  sets: string;
  runs: string[] | null;
  /** Words for its stops, if they are no quantities. */
  reads?: string[];
}

/** The settings that the browser's walk starts from. */
interface LiveSettings {
  start: Pair;
  steps: number;
  noise: number;
  schedule: { key: string; values: Record<string, number> } | null;
  values: Record<string, number>;
  sliders: Slider[];
}

/** How the runs are shown; see Show in player/message.py. */
interface PlayMessage {
  runs: any[];
  steps: number;
  start: Pair | null;
  text: Record<string, string>;
  title: string;
  alt: string;
  lang: string;
  file: string;
  movable: boolean;
  view: string;
  views: string[];
  curve: (Axes & { title: string; kind: string }) | null;
  autoplay: boolean;
  replay: string;
  least: number;
  tallest: number;
  fill: boolean;
  labels: number;
  step: number | null;
  inside: InsideMessage | null;
  guides: Guide[];
  side: Scatter | null;
  knob: string | null;
  keys: string;
  live: LiveSettings | null;
  ending: boolean;
}

/** Points beside the panels, on their axes. */
interface Scatter extends Axes {
  points: Pair[];
}

/** The map of a surface: heights z over x and y, coloured from `low` to `high`, with a contour line at
 *  every `interval`. */
interface Ground {
  x: Numbers;
  y: Numbers;
  z: Rows;
  low: number;
  high: number;
  interval: number;
}

/** A surface as it is walked on; see `formula_message` in player/live.py. */
interface Formula {
  value: Tape;
  gradient: Tape;
  /** Whether the gradient exists wherever the value does. */
  defined: boolean;
  /** The value of every name in it that is no axis. */
  arguments: Record<string, number>;
  /** What one unit of a slider is worth there. */
  units: Record<string, number>;
  centre: Pair;
  /** The squared distance from there beyond which a run has diverged. */
  far: number;
  low: number | null;
  minima: number[][];
  /** What runs are judged by, where they are; see `judging_message` there. */
  hessian?: Tape;
  near?: number;
  tolerance?: number;
}

/** What is random on a surface of data; see surfaces/data.py. */
type Stream = { kind: "batches"; xs: Numbers; ys: Numbers; shuffled?: Uint8Array; drawn?: Uint8Array } | { kind: "chances"; chances: Float64Array };

/** What stays still; see scene_message in player/message.py. */
interface Scene {
  ground: Ground;
  landscape: Figure;
  /** Whether both axes have one scale. */
  square: boolean;
  marks: Mark[];
  view: View;
  lift: number;
  relief: { low: number; high: number; offset: number | null; power: number };
  /** How `terrain` colours the ground: part and power of the height, and the number of levels. */
  shade: { share: number; power: number; levels: number };
  formula: Formula;
}

/** What the browser's walk needs besides the scene: rules as tapes, random numbers, stops. */
interface Supplies {
  rules: Record<string, Tape>;
  draws: Float64Array | null;
  stream: Stream | null;
  stops: Record<string, number[]>;
}

/** `send(name, value)` tells the page what the visitor did. */
type Send = (name: string, value: any) => void;

/** What is around a player. */
interface Host {
  /** Whether the player has its page to itself, without a server. */
  alone?: boolean;
  /** Calls what it is given when the page has all its parts. */
  ready?: typeof import("./page/first.js").whenComplete;
  /** What a saved page is made of. */
  source?: { message(): object; code(): Promise<string>; library(): Promise<string> };
}

/** The sides of what is seen of a surface. */
interface View {
  x0: number;
  x1: number;
  y0: number;
  y1: number;
}

/** What was done with one exercise; as in lessons/exercises/progress.py. */
interface ProgressRecord {
  turn: number;
  tries: number;
  right: number;
  last: any;
  open: boolean;
  best: any;
  wrong: [number, any][];
}

interface Progress {
  epoch: number;
  records: Record<string, Partial<ProgressRecord>>;
}
