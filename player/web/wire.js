// What crosses the wire: JSON in which arrays are base64 and equal arrays are sent once.

const TYPES = { f4: Float32Array, f8: Float64Array, i4: Int32Array, u1: Uint8Array, b1: Uint8Array };

/** One encoded array `{dtype, bdata, shape}` as a typed array, or as an array of rows if 2-D.
 *  In plotly's own encoding the shape is a text. */
export function decode({ dtype, bdata, shape: sizes }) {
  const shape = typeof sizes === "string" ? sizes.split(",").map(Number) : sizes;
  const bytes = Uint8Array.from(atob(bdata), (c) => c.charCodeAt(0));
  const flat = new TYPES[dtype](bytes.buffer);
  if (!shape || shape.length < 2) return flat;
  const [rows, ...rest] = shape;
  const width = rest.reduce((a, b) => a * b, 1);
  return Array.from({ length: rows }, (_, i) => flat.subarray(i * width, (i + 1) * width));
}

/** The grid {x, y, z} of a plotly trace. */
export const gridOf = ({ x, y, z }) => ({ x: decode(x), y: decode(y), z: decode(z) });

/** The message with every `{"$array": id}` replaced by its decoded array, each decoded once. */
export function unpack({ arrays, body }) {
  const decoded = Object.fromEntries(Object.entries(arrays).map(([id, a]) => [id, decode(a)]));
  const fill = (value) => {
    if (Array.isArray(value)) return value.map(fill);
    if (value === null || typeof value !== "object") return value;
    if ("$array" in value) return decoded[value.$array];
    return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, fill(v)]));
  };
  return fill(body);
}
