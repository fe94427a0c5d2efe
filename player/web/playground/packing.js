// Texts of several lines as a link holds them: see `packed` in ui/frame/setting.py.

import { fromBase64 } from "../walk/wire.js";

const through = (data, stream) => new Response(new Blob([data]).stream().pipeThrough(stream));

/** A text as the link holds it: its UTF-8 compressed by DEFLATE, in base64 for URLs. */
export async function packedText(text) {
  const data = new Uint8Array(await through(text, new CompressionStream("deflate-raw")).arrayBuffer());
  return btoa(String.fromCharCode(...data)).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

/** The text that `packedText` has packed; null if it is none, or has more than `longest` characters. */
export async function unpackedText(link, longest) {
  const most = 4 * longest;
  if (link.length > 2 * most || !/^[\w-]*$/.test(link)) return null;
  try {
    const sent = fromBase64(link.replaceAll("-", "+").replaceAll("_", "/"));
    const text = new TextDecoder("utf-8", { fatal: true }).decode(await atMost(through(sent, new DecompressionStream("deflate-raw")).body, most));
    return Array.from(text).length <= longest ? text : null;
  } catch {
    return null;
  }
}

/** All bytes of a stream; throws for more than `most`, which a short link may well hold. */
async function atMost(stream, most) {
  const found = [];
  const reader = stream.getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    found.push(...next.value);
    if (found.length > most) {
      await reader.cancel();
      throw new RangeError("too long");
    }
  }
  return Uint8Array.from(found);
}
