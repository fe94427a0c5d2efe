import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import test from "node:test";
import { decode, unpack } from "../../player/web/walk/wire.js";

// The message that Python packs, with every type of array, a shared one, and numbers JSON lacks.
const PACKED = JSON.parse(
  execFileSync(process.env.PYTHON, [
    "-c",
    `
import json
import numpy as np
from player.wire import pack
path = np.array([[0.5, -1.25], [np.nan, np.inf], [-np.inf, 3e38]], np.float32)
print(json.dumps(pack({
    "path": path,
    "again": {"deep": [path.copy(), 1, None, True, "text"]},
    "fine": np.array([0.1, 1e-300, np.nan]),
    "whole": np.array([1, -2, 2**31 - 1]),
    "small": np.array([0, 255], np.uint8),
    "flags": np.array([True, False]),
    "empty": np.zeros((0, 2), np.float32),
    "cube": np.arange(12, dtype=np.float32).reshape(2, 3, 2),
    "slice": np.arange(6, dtype=np.float32)[::2],
    "nan": float("nan"),
    "number": np.float32(0.5),
})))
`,
  ]),
);

test("what Python packs is what the browser reads", () => {
  const body = unpack(PACKED);
  const rows = (value) => Array.from(value, (row) => Array.from(row));
  assert.deepEqual(rows(body.path), [
    [0.5, -1.25],
    [NaN, Infinity],
    [-Infinity, Math.fround(3e38)],
  ]);
  assert.deepEqual([...body.fine], [0.1, 1e-300, NaN]);
  assert.deepEqual([...body.whole], [1, -2, 2 ** 31 - 1]);
  assert.deepEqual([...body.small], [0, 255]);
  assert.deepEqual([...body.flags], [1, 0]);
  assert.deepEqual(rows(body.empty), []);
  assert.deepEqual(rows(body.cube), [
    [0, 1, 2, 3, 4, 5],
    [6, 7, 8, 9, 10, 11],
  ]);
  assert.deepEqual([...body.slice], [0, 2, 4]);
  assert.equal(body.nan, null);
  assert.equal(body.number, 0.5);
  assert.deepEqual(body.again.deep.slice(1), [1, null, true, "text"]);
});

test("equal arrays cross once and are one array afterwards", () => {
  assert.equal(Object.keys(PACKED.arrays).length, 8);
  const body = unpack(PACKED);
  assert.equal(body.path, body.again.deep[0]);
});

test("an array of plotly's own is read as well, and one without a shape is flat", () => {
  assert.deepEqual([...decode({ dtype: "u1", bdata: "AQID" })], [1, 2, 3]);
});
